/**
 * One address: limits, authentication, routing.
 *
 * <p>Not here: any state.
 */
@NullMarked
package io.gatehouse.gateway;

import org.jspecify.annotations.NullMarked;
