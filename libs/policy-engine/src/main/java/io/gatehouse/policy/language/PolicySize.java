package io.gatehouse.policy.language;

/** The size that quotas speak of. */
public final class PolicySize {

    private PolicySize() {}

    /** Counts the characters that are not white space (SEMANTICS 9). */
    public static int of(String json) {
        int size = 0;
        for (int i = 0; i < json.length(); i++) {
            if (!Character.isWhitespace(json.charAt(i))) {
                size++;
            }
        }
        return size;
    }
}
