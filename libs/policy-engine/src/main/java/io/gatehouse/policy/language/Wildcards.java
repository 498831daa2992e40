package io.gatehouse.policy.language;

import java.util.List;

/** Which patterns match all that others match. For advice alone: decisions do not depend on it. */
final class Wildcards {

    private Wildcards() {}

    /**
     * Whether everything that the narrow pattern matches is matched by the wide one. May say no
     * where the truth is yes; linear in the product of both lengths, without recursion.
     */
    static boolean cover(String wide, String narrow) {
        int w = 0;
        int n = 0;
        int star = -1;
        int mark = 0;
        while (n < narrow.length()) {
            char c = narrow.charAt(n);
            if (w < wide.length() && wide.charAt(w) == '*') {
                star = w;
                mark = n;
                w++;
            } else if (w < wide.length() && (wide.charAt(w) == c || isOne(wide.charAt(w), c))) {
                w++;
                n++;
            } else if (star >= 0) {
                mark++;
                n = mark;
                w = star + 1;
            } else {
                return false;
            }
        }
        while (w < wide.length() && wide.charAt(w) == '*') {
            w++;
        }
        return w == wide.length();
    }

    /** A {@code ?} stands for any one character, but not for a star. */
    private static boolean isOne(char wide, char narrow) {
        return wide == '?' && narrow != '*';
    }

    /**
     * As {@link #cover}, part by part of ARNs (SEMANTICS 2.3). A variable is covered by a star
     * alone.
     */
    static boolean coverArn(String wide, String narrow, LanguageVersion version) {
        if (wide.equals("*") || wide.equals(narrow)) {
            return true;
        }
        boolean variables = wide.contains("${") || narrow.contains("${");
        if (variables && wide.matches(".*[?${}].*")) {
            return false;
        }
        List<String> outer = PatternToken.splitArn(wide, version);
        List<String> inner = PatternToken.splitArn(narrow, version);
        if (outer.size() < 6 || inner.size() < 6) {
            return false;
        }
        for (int i = 0; i < 6; i++) {
            if (!cover(outer.get(i), inner.get(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean has(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }
}
