package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.PatternToken;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A compiled pattern of literal spans, {@code *}, {@code ?} and variables (SEMANTICS 2, 3).
 *
 * <p>Greedy two-pointer matching that goes back to the last {@code *} only: no recursion, at worst
 * the product of both lengths. Variables are compared in place: their text never becomes pattern.
 */
final class Template {

    private static final byte LITERAL = 0;
    private static final byte ANY = 1;
    private static final byte ONE = 2;
    private static final byte VARIABLE = 3;
    private static final char[] NONE = {};

    private final byte[] kinds;
    private final char[][] literals;
    private final @Nullable Variable[] variables;
    private final boolean hasVariables;

    /** The text if there is nothing else. */
    private final char @Nullable [] only;

    /** A variable with its look-up prepared. */
    record Variable(String key, int hash, @Nullable String fallback) {}

    private Template(byte[] kinds, char[][] literals, @Nullable Variable[] variables) {
        this.kinds = kinds;
        this.literals = literals;
        this.variables = variables;
        boolean found = false;
        for (Variable variable : variables) {
            found |= variable != null;
        }
        this.hasVariables = found;
        this.only =
                kinds.length == 0
                        ? NONE
                        : kinds.length == 1 && kinds[0] == LITERAL ? literals[0] : null;
    }

    static Template of(List<PatternToken> tokens) {
        byte[] kinds = new byte[tokens.size()];
        char[][] literals = new char[tokens.size()][];
        @Nullable Variable[] variables = new Variable[tokens.size()];
        int n = 0;
        for (PatternToken token : tokens) {
            literals[n] = NONE;
            switch (token) {
                case PatternToken.Literal literal -> {
                    kinds[n] = LITERAL;
                    literals[n] = literal.text().toCharArray();
                }
                case PatternToken.AnyText _ -> {
                    if (n > 0 && kinds[n - 1] == ANY) {
                        continue;
                    }
                    kinds[n] = ANY;
                }
                case PatternToken.AnyCharacter _ -> kinds[n] = ONE;
                case PatternToken.Variable variable -> {
                    kinds[n] = VARIABLE;
                    variables[n] =
                            new Variable(
                                    variable.key(),
                                    KeyNames.hash(variable.key()),
                                    variable.fallback());
                }
            }
            n++;
        }
        return new Template(
                Arrays.copyOf(kinds, n), Arrays.copyOf(literals, n), Arrays.copyOf(variables, n));
    }

    boolean hasVariables() {
        return hasVariables;
    }

    /** Whether it is {@code *} alone. */
    boolean isAny() {
        return kinds.length == 1 && kinds[0] == ANY;
    }

    /** The text, if it has neither wildcards nor variables. */
    @Nullable String literal() {
        return only == null ? null : new String(only);
    }

    /** The literal text that it starts with, possibly empty. */
    String literalStart() {
        return kinds.length > 0 && kinds[0] == LITERAL ? new String(literals[0]) : "";
    }

    /** What follows the {@link #literalStart}. */
    Template behindLiteralStart() {
        if (kinds.length == 0 || kinds[0] != LITERAL) {
            return this;
        }
        return new Template(
                Arrays.copyOfRange(kinds, 1, kinds.length),
                Arrays.copyOfRange(literals, 1, literals.length),
                Arrays.copyOfRange(variables, 1, variables.length));
    }

    /**
     * An ARN pattern made of this one by putting in its variables, which are all resolved, as
     * literal text; null if that has fewer than six parts. Only for patterns that have fewer than
     * five colons of their own.
     */
    @Nullable ArnTest becomeArn(Evaluation evaluation) {
        List<List<PatternToken>> parts = new ArrayList<>();
        parts.add(new ArrayList<>());
        for (int i = 0; i < kinds.length; i++) {
            switch (kinds[i]) {
                case LITERAL -> spread(new String(literals[i]), parts);
                case VARIABLE -> {
                    String value = evaluation.resolve(variable(i));
                    spread(value == null ? "" : value, parts);
                }
                case ANY -> parts.getLast().add(new PatternToken.AnyText());
                default -> parts.getLast().add(new PatternToken.AnyCharacter());
            }
        }
        return parts.size() < 6 ? null : ArnTest.ofParts(parts.stream().map(Template::of).toList());
    }

    private static void spread(String text, List<List<PatternToken>> parts) {
        int from = 0;
        while (parts.size() < 6) {
            int colon = text.indexOf(':', from);
            if (colon < 0) {
                break;
            }
            parts.getLast().add(new PatternToken.Literal(text.substring(from, colon)));
            parts.add(new ArrayList<>());
            from = colon + 1;
        }
        parts.getLast().add(new PatternToken.Literal(text.substring(from)));
    }

    /** Whether all variables have a value; those without are noted as missing if {@code note}. */
    boolean resolves(Evaluation evaluation, boolean note) {
        boolean all = true;
        for (int i = 0; hasVariables && i < kinds.length; i++) {
            if (kinds[i] == VARIABLE && evaluation.resolve(variable(i)) == null) {
                all = false;
                if (note) {
                    evaluation.missing(variable(i).key());
                }
            }
        }
        return all;
    }

    /** Matches text[from, to); false if a variable is unresolved. */
    boolean matches(char[] text, int from, int to, Evaluation evaluation) {
        char[] whole = only;
        if (whole != null) {
            return to - from == whole.length && regionEquals(text, from, whole);
        }
        return match(text, from, to, evaluation, false);
    }

    /** As {@link #matches}, but an unresolved variable stands for any text. */
    boolean mightMatch(char[] text, int from, int to, Evaluation evaluation) {
        return match(text, from, to, evaluation, true);
    }

    private boolean match(char[] text, int from, int to, Evaluation evaluation, boolean lenient) {
        byte[] kind = kinds;
        int at = from;
        int token = 0;
        int starToken = -1;
        int starAt = 0;
        while (true) {
            boolean matched;
            if (token == kind.length) {
                if (at == to) {
                    return true;
                }
                matched = false;
            } else if (kind[token] == LITERAL) {
                char[] literal = literals[token];
                int end = at + literal.length;
                if (starToken == token && token == kind.length - 1) {
                    return end <= to && regionEquals(text, to - literal.length, literal);
                }
                matched = end <= to && regionEquals(text, at, literal);
                at = end;
            } else if (kind[token] == ANY) {
                if (token == kind.length - 1) {
                    return true;
                }
                starToken = token + 1;
                starAt = at;
                matched = true;
            } else if (kind[token] == ONE) {
                matched = at < to;
                at++;
            } else {
                String value = evaluation.resolve(variable(token));
                if (value == null) {
                    if (!lenient) {
                        return false;
                    }
                    starToken = token + 1;
                    starAt = at;
                    matched = true;
                } else {
                    matched = regionEquals(text, at, to, value);
                    at += value.length();
                }
            }
            if (matched) {
                token++;
            } else if (starToken < 0 || starAt >= to) {
                return false;
            } else {
                starAt++;
                at = starAt;
                token = starToken;
            }
        }
    }

    /** Without wildcards: whether the text equals, ignoring case (SEMANTICS 4). */
    boolean equalsIgnoringCase(String text, Evaluation evaluation) {
        int at = 0;
        for (int i = 0; i < kinds.length; i++) {
            String part =
                    kinds[i] == VARIABLE
                            ? evaluation.resolve(variable(i))
                            : new String(literals[i]);
            if (part == null || !KeyNames.sameRegion(text, at, part)) {
                return false;
            }
            at += part.length();
        }
        return at == text.length();
    }

    private Variable variable(int token) {
        Variable variable = variables[token];
        if (variable == null) {
            throw new IllegalStateException("not a variable");
        }
        return variable;
    }

    /** Short ones by hand: the vectorised comparison pays from some eight characters on. */
    static boolean regionEquals(char[] text, int at, char[] literal) {
        int length = literal.length;
        if (length > 8) {
            return Arrays.equals(text, at, at + length, literal, 0, length);
        }
        for (int i = 0; i < length; i++) {
            if (text[at + i] != literal[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean regionEquals(char[] text, int at, int to, String value) {
        int length = value.length();
        if (at + length > to) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[at + i] != value.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
