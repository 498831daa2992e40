/**
 * Slows who guesses at a password or a code, by secret and by address, and tells subscribers.
 *
 * <p>Counts stand in a table outside of any log, under digests: no name and no address.
 */
@NullMarked
package io.gatehouse.identity.guessing;

import org.jspecify.annotations.NullMarked;
