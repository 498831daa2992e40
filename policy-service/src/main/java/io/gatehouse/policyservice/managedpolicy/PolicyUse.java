package io.gatehouse.policyservice.managedpolicy;

/**
 * Who uses a managed policy, read before the decision.
 *
 * @param attachments to how many users, groups and roles it is attached
 * @param boundaries of how many users and roles it is the permissions boundary
 */
public record PolicyUse(int attachments, int boundaries) {

    public static final PolicyUse NONE = new PolicyUse(0, 0);

    boolean isUsed() {
        return attachments > 0 || boundaries > 0;
    }
}
