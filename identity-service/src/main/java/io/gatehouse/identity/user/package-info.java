/**
 * Users: what can be asked of one, what can have happened to one, and the AWS actions about them.
 *
 * <p>A user's stream holds its groups, access keys and boundary too. Only {@code UserActions}, the
 * access-key and group actions, and the import write to it.
 */
@NullMarked
package io.gatehouse.identity.user;

import org.jspecify.annotations.NullMarked;
