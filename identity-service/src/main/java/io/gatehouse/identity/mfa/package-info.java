/**
 * Virtual MFA devices: who uses which, and whether a code is the one it shows (RFC 6238, 30 s, six
 * digits).
 *
 * <p>Seeds stand sealed in a table outside of any log; a code counts once.
 */
@NullMarked
package io.gatehouse.identity.mfa;

import org.jspecify.annotations.NullMarked;
