package io.gatehouse.policyservice.value;

import io.gatehouse.model.PolicyOwner;

/**
 * How many and how large in one account (SEMANTICS 9): defaults, settable per account. Sizes are
 * characters that are not white space.
 *
 * @param policies customer-managed policies
 * @param policySize of one managed policy
 * @param versions of one managed policy
 * @param attached managed policies on one user, group or role
 * @param inlineOfUser all inline policies of one user together
 */
public record Quotas(
        int policies,
        int policySize,
        int versions,
        int attached,
        int inlineOfUser,
        int inlineOfGroup,
        int inlineOfRole,
        int tags) {

    public static final Quotas DEFAULT = new Quotas(1500, 6144, 5, 10, 2048, 5120, 10240, 50);

    /** Of the owner {@code aws}: quotas do not bind AWS-managed policies. */
    public static final Quotas NONE =
            new Quotas(
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE);

    /** All inline policies of one principal together. */
    public int inlineOf(PrincipalKind kind) {
        return switch (kind) {
            case USER -> inlineOfUser;
            case GROUP -> inlineOfGroup;
            case ROLE -> inlineOfRole;
        };
    }

    /** Where the quotas of an owner come from; the seam for settings per account. */
    @FunctionalInterface
    public interface Source {
        Quotas of(PolicyOwner owner);
    }
}
