/**
 * Policies that an account registers for patterns of its resources, for services that keep none of
 * their own. Principals in them are stored by unique id.
 *
 * <p>Only {@code ResourcePolicyApi} writes to a stream {@code resource-policy/RPOL…}.
 */
@NullMarked
package io.gatehouse.policyservice.resourcepolicy;

import org.jspecify.annotations.NullMarked;
