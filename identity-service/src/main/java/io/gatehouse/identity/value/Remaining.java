package io.gatehouse.identity.value;

/**
 * What policy-service answered about a principal that is to be deleted, before the transaction.
 *
 * @param attachedPolicies how many managed policies are attached
 * @param inlinePolicies how many policies are written on it
 */
public record Remaining(int attachedPolicies, int inlinePolicies) {

    public static final Remaining NOTHING = new Remaining(0, 0);
}
