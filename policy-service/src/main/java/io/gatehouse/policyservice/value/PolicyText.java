package io.gatehouse.policyservice.value;

/**
 * A policy document as its author wrote it, kept to the character. Whoever makes one from a request
 * has had it checked by the language's parser; one from the store was checked when it was written.
 */
public record PolicyText(String json) {

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
