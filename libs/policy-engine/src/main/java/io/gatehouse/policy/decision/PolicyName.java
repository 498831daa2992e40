package io.gatehouse.policy.decision;

/**
 * Which policy a reason speaks of.
 *
 * @param text ARN of a managed policy, {@code <kind>/<principal id>/<name>} of an inline one, or
 *     what the caller calls it
 * @param version version id of a managed policy, such as {@code v3}; empty where there are none
 */
public record PolicyName(String text, String version) implements Comparable<PolicyName> {

    public static PolicyName of(String text) {
        return new PolicyName(text, "");
    }

    @Override
    public int compareTo(PolicyName other) {
        int byText = text.compareTo(other.text);
        return byText != 0 ? byText : version.compareTo(other.version);
    }
}
