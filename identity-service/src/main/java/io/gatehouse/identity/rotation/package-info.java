/**
 * Rotations that an administrator requires of a user, a group or an account: passwords and access
 * keys made before a moment, to be replaced by a deadline.
 *
 * <p>Not here: replacing them, which their owners do. Access keys past the deadline are
 * deactivated.
 */
@NullMarked
package io.gatehouse.identity.rotation;

import org.jspecify.annotations.NullMarked;
