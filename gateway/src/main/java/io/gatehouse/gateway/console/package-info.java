/**
 * The pages of people who sign in: {@code /signin} and {@code /console}, without a script.
 *
 * <p>Not here: who may do what, and any state; identity-service answers for both.
 */
@NullMarked
package io.gatehouse.gateway.console;

import org.jspecify.annotations.NullMarked;
