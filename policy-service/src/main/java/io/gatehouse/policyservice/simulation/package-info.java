/**
 * What would be decided: SimulateCustomPolicy, SimulatePrincipalPolicy and the context keys that
 * policies ask for. The engine itself decides, on policies that the read model or the caller gives.
 *
 * <p>Nothing is written here.
 */
@NullMarked
package io.gatehouse.policyservice.simulation;

import org.jspecify.annotations.NullMarked;
