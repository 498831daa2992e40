package io.gatehouse.policyservice.resourcepolicy;

import io.gatehouse.model.AccountId;
import io.gatehouse.policy.decision.ResourcePattern;

import java.util.Set;

/**
 * The resources that a policy is registered for: an ARN with or without {@code *} and {@code ?}
 * (SEMANTICS 2.3). Partition, service and account are literal; the account may be empty, as in S3's
 * ARNs. Resources of IAM, STS and Gatehouse itself are not among them: what manages access is given
 * by the policies of principals alone.
 *
 * @param text at most 1,024 characters
 */
public record ResourceArnPattern(String text) {

    private static final int LONGEST = 1024;
    private static final int PARTS = 6;
    private static final int SERVICE = 2;
    private static final int ACCOUNT = 4;
    private static final Set<String> OF_MANAGEMENT = Set.of("iam", "sts", "gatehouse");

    public ResourceArnPattern {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a resource pattern has at most %d characters".formatted(LONGEST));
        }
        ResourcePattern _ = ResourcePattern.of(text);
        String[] parts = text.split(":", PARTS);
        String service = parts[SERVICE];
        String account = parts[ACCOUNT];
        if (!parts[0].equals("arn") || isPattern(parts[1]) || isPattern(service)) {
            throw new IllegalArgumentException(
                    "partition and service of a resource pattern are written out, not as in `%s`"
                            .formatted(text));
        }
        if (OF_MANAGEMENT.contains(service)) {
            throw new IllegalArgumentException(
                    "resources of `%s` take no registered policy".formatted(service));
        }
        if (!account.isEmpty() && !AccountId.isValid(account)) {
            throw new IllegalArgumentException(
                    "the account of a resource pattern is twelve digits or empty, not `%s`"
                            .formatted(account));
        }
        if (parts[PARTS - 1].isEmpty()) {
            throw new IllegalArgumentException("`%s` names no resource".formatted(text));
        }
    }

    /** Whether the account may register it: the ARN names that account, or none. */
    boolean belongsTo(AccountId account) {
        String named = text.split(":", PARTS)[ACCOUNT];
        return named.isEmpty() || named.equals(account.digits());
    }

    private static boolean isPattern(String part) {
        return part.isEmpty() || part.indexOf('*') >= 0 || part.indexOf('?') >= 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
