/**
 * Principals that prove who they are: by a session token, or by their own signed request. What was
 * verified is remembered briefly.
 *
 * <p>Not here: what they may do, and whether what the session rests on is still there (the
 * snapshot).
 */
@NullMarked
package io.gatehouse.authz.session;

import org.jspecify.annotations.NullMarked;
