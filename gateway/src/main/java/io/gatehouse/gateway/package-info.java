/**
 * One address: limits, authentication at identity-service, routing to the service that owns the
 * action. Path of a request: {@link io.gatehouse.gateway.Routes} → {@link
 * io.gatehouse.gateway.Journey} → the owning service.
 *
 * <p>Not here: any state that outlives a request, any parameter of any action.
 */
@NullMarked
package io.gatehouse.gateway;

import org.jspecify.annotations.NullMarked;
