package io.gatehouse.benchmarks.engine;

/** The usual two-pointer match of {@code *} and {@code ?}, for the scans. */
final class Glob {

    private Glob() {}

    static boolean matches(String pattern, String text, boolean ignoreCase) {
        int p = 0;
        int t = 0;
        int star = -1;
        int mark = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                mark = t;
            } else if (p < pattern.length()
                    && (pattern.charAt(p) == '?'
                            || same(pattern.charAt(p), text.charAt(t), ignoreCase))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static boolean same(char left, char right, boolean ignoreCase) {
        return left == right
                || (ignoreCase && Character.toLowerCase(left) == Character.toLowerCase(right));
    }
}
