package io.gatehouse.policyservice.request;

import io.gatehouse.kit.audit.Attempt;
import io.gatehouse.kit.guard.Admission;

/**
 * The guard's yes to one action on one resource.
 *
 * @param attempt what is kept if the action is refused all the same
 */
public record Permit(Admission admission, Attempt attempt) {}
