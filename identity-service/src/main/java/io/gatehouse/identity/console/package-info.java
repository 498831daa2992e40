/**
 * Signing in with a password, and what the console's page shows and does, behind the gateway's
 * pages.
 *
 * <p>Every act goes the way of the same action over the wire, as the session that signing in gave.
 */
@NullMarked
package io.gatehouse.identity.console;

import org.jspecify.annotations.NullMarked;
