package io.gatehouse.policy.reference;

/**
 * Without regard to case (SEMANTICS 4): Unicode simple case folding, which knows no Turkish i,
 * while Java takes dotless and dotted i for an i.
 */
final class Folding {

    private static final String TURKISH = "\u0130\u0131";

    private Folding() {}

    static boolean same(String left, String right) {
        if (left.length() != right.length()) {
            return false;
        }
        for (int i = 0; i < left.length(); i++) {
            if (!same(left.charAt(i), right.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean same(char left, char right) {
        if (left == right) {
            return true;
        }
        return TURKISH.indexOf(left) < 0
                && TURKISH.indexOf(right) < 0
                && String.valueOf(left).equalsIgnoreCase(String.valueOf(right));
    }
}
