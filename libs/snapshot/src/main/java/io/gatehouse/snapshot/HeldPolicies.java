package io.gatehouse.snapshot;

import io.gatehouse.policy.decision.ApplicablePolicies;

/**
 * The compiled policies of a user or role, as worked out once for an {@link AccountView}.
 *
 * @param aws the AWS-managed policies that they were worked out with
 */
record HeldPolicies(PolicyTables aws, ApplicablePolicies policies) {}
