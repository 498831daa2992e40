package io.gatehouse.policy.language;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern text in pieces (SEMANTICS 2, 3). What a variable stands for is literal text, so it is
 * never concatenated into a pattern: it stays a piece of its own.
 */
public sealed interface PatternToken {

    /** Text that stands for itself. */
    record Literal(String text) implements PatternToken {}

    /** {@code *}: any number of any characters. */
    record AnyText() implements PatternToken {}

    /** {@code ?}: exactly one character. */
    record AnyCharacter() implements PatternToken {}

    /**
     * {@code ${key}} or {@code ${key, 'fallback'}}.
     *
     * @param fallback null where there is none
     */
    record Variable(String key, @Nullable String fallback) implements PatternToken {}

    /**
     * Takes a text apart. In a version without variables, {@code ${...}} is literal (its {@code *}
     * and {@code ?} are wildcards); an unclosed <code>${</code> always is.
     *
     * @param wildcards whether {@code *} and {@code ?} are wildcards here
     */
    static List<PatternToken> parse(String text, LanguageVersion version, boolean wildcards) {
        List<PatternToken> tokens = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int end = c == '$' && version.hasVariables() ? endOfVariable(text, i) : -1;
            if (end > 0) {
                String inside = text.substring(i + 2, end - 1);
                if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
                    literal.append(inside);
                } else {
                    flush(literal, tokens);
                    tokens.add(variable(inside));
                }
                i = end;
            } else if (wildcards && (c == '*' || c == '?')) {
                flush(literal, tokens);
                tokens.add(c == '*' ? new AnyText() : new AnyCharacter());
                i++;
            } else {
                literal.append(c);
                i++;
            }
        }
        flush(literal, tokens);
        return tokens;
    }

    /**
     * Splits an ARN pattern at its first colons into at most six parts; colons inside variables do
     * not count.
     */
    static List<String> splitArn(String text, LanguageVersion version) {
        List<String> parts = new ArrayList<>(6);
        int from = 0;
        int i = 0;
        while (i < text.length() && parts.size() < 5) {
            char c = text.charAt(i);
            int end = c == '$' && version.hasVariables() ? endOfVariable(text, i) : -1;
            if (end > 0) {
                i = end;
            } else {
                if (c == ':') {
                    parts.add(text.substring(from, i));
                    from = i + 1;
                }
                i++;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** Whether a <code>${</code> is never closed. */
    static boolean hasUnclosedVariable(String text) {
        int i = text.indexOf("${");
        while (i >= 0) {
            int end = endOfVariable(text, i);
            if (end < 0) {
                return true;
            }
            i = text.indexOf("${", end);
        }
        return false;
    }

    /** The index behind the closing brace of the variable that starts here, or -1. */
    private static int endOfVariable(String text, int start) {
        if (start + 1 >= text.length() || text.charAt(start + 1) != '{') {
            return -1;
        }
        int brace = text.indexOf('}', start);
        if (brace < 0) {
            return -1;
        }
        int quote = text.indexOf(", '", start);
        if (quote < 0 || quote > brace) {
            return brace + 1;
        }
        int close = text.indexOf("'}", quote + 3);
        return close < 0 ? -1 : close + 2;
    }

    private static Variable variable(String inside) {
        int quote = inside.indexOf(", '");
        if (quote > 0 && inside.endsWith("'") && inside.length() >= quote + 4) {
            return new Variable(
                    inside.substring(0, quote), inside.substring(quote + 3, inside.length() - 1));
        }
        return new Variable(inside, null);
    }

    private static void flush(StringBuilder literal, List<PatternToken> tokens) {
        if (!literal.isEmpty()) {
            tokens.add(new Literal(literal.toString()));
            literal.setLength(0);
        }
    }
}
