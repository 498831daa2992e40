/**
 * Login profiles: that a user has a password, when it was set, whether it must be replaced; and the
 * hashes, which stand outside of any log.
 *
 * <p>Not here: signing in, which asks {@link io.gatehouse.identity.login.Passwords}.
 */
@NullMarked
package io.gatehouse.identity.login;

import org.jspecify.annotations.NullMarked;
