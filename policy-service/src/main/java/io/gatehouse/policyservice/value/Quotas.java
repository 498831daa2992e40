package io.gatehouse.policyservice.value;

import java.util.Map;

/**
 * How many and how large in one account (SEMANTICS 9): what was set for the account, else AWS's
 * defaults. Sizes are characters that are not white space.
 *
 * @param own limits of this account, by the name that LimitExceeded tells
 * @param standard whether what is not set has its default; else it has no limit
 */
public record Quotas(Map<String, Integer> own, boolean standard) {

    /** Of an account for which nothing was set. */
    public static final Quotas DEFAULT = new Quotas(Map.of(), true);

    /** Of the owner {@code aws}: quotas do not bind AWS-managed policies. */
    public static final Quotas NONE = new Quotas(Map.of(), false);

    public Quotas {
        own = Map.copyOf(own);
    }

    public static Quotas of(Map<String, Integer> own) {
        return new Quotas(own, true);
    }

    /** Customer-managed policies of the account. */
    public int policies() {
        return of("PoliciesPerAccount", 1500);
    }

    /** Of one managed policy. */
    public int policySize() {
        return of("PolicySize", 6144);
    }

    /** Of one managed policy. */
    public int versions() {
        return of("VersionsPerPolicy", 5);
    }

    /** Managed policies on one principal. */
    public int attachedTo(PrincipalKind kind) {
        return of("PoliciesPer" + kind.title(), 10);
    }

    /** All inline policies of one principal together. */
    public int inlineOf(PrincipalKind kind) {
        return of(
                kind.title() + "PolicySize",
                switch (kind) {
                    case USER -> 2048;
                    case GROUP -> 5120;
                    case ROLE -> 10_240;
                });
    }

    public int tags() {
        return of("TagsPerResource", 50);
    }

    /** Registered resource policies of the account. */
    public int resourcePolicies() {
        return of("ResourcePoliciesPerAccount", 1000);
    }

    /** Of one registered resource policy. */
    public int resourcePolicySize() {
        return of("ResourcePolicySize", 20_480);
    }

    /** Of one policy of the guardrails. */
    public int guardrailSize() {
        return of("GuardrailPolicySize", 10_240);
    }

    private int of(String name, int byDefault) {
        return own.getOrDefault(name, standard ? byDefault : Integer.MAX_VALUE);
    }
}
