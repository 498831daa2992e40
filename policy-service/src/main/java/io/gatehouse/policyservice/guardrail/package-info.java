/**
 * Guardrails: the service and resource control policies that bind an account, level by level, from
 * the root of its organization down. They grant nothing.
 *
 * <p>Only {@code GuardrailsApi} writes to a stream {@code guardrails/<account>}.
 */
@NullMarked
package io.gatehouse.policyservice.guardrail;

import org.jspecify.annotations.NullMarked;
