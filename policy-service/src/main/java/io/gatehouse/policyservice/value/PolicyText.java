package io.gatehouse.policyservice.value;

import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyDocument;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;

/**
 * A policy document as its author wrote it, kept to the character. Whoever makes one from a request
 * has had it checked by the language's parser; one from the store was checked when it was written.
 */
public record PolicyText(String json) {

    /**
     * Whether both say the same: the order of keys, white space, and a list of one in place of a
     * text do not count.
     */
    public boolean saysTheSameAs(PolicyText other) {
        return json.equals(other.json)
                || (PolicyParser.read(json, PolicyKind.MANAGED)
                                instanceof ParsedPolicy.Valid(PolicyDocument mine, var _)
                        && PolicyParser.read(other.json, PolicyKind.MANAGED)
                                instanceof ParsedPolicy.Valid(PolicyDocument theirs, var _)
                        && mine.equals(theirs));
    }

    /** Characters that are not white space: what quotas count (SEMANTICS 9). */
    public int size() {
        int size = 0;
        for (int i = 0; i < json.length(); i++) {
            if (!isWhiteSpace(json.charAt(i))) {
                size++;
            }
        }
        return size;
    }

    private static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    @Override
    public String toString() {
        return json;
    }
}
