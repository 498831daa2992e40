package io.gatehouse.policy.reference;

import io.gatehouse.policy.decision.RequestContext;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text of a policy cut into pieces: characters, wildcards, variables (SEMANTICS 3). One piece for
 * each character, so that nothing is clever.
 */
record Template(List<Piece> pieces) {

    sealed interface Piece {}

    record Letter(char value) implements Piece {}

    /** {@code *} */
    record Any() implements Piece {}

    /** {@code ?} */
    record One() implements Piece {}

    record Variable(String key, Optional<String> defaultText) implements Piece {}

    static Template parse(String text, boolean withVariables) {
        List<Piece> pieces = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (withVariables && text.startsWith("${", i)) {
                int end = endOfVariable(text, i);
                if (end > 0) {
                    pieces.add(variable(text.substring(i + 2, end)));
                    i = end + 1;
                    continue;
                }
            }
            pieces.add(
                    switch (c) {
                        case '*' -> ANY;
                        case '?' -> ONE;
                        default -> new Letter(c);
                    });
            i++;
        }
        return new Template(pieces);
    }

    private static final Any ANY = new Any();
    private static final One ONE = new One();

    /** Index of the closing brace; -1 where there is none, and the text is literal. */
    private static int endOfVariable(String text, int start) {
        int brace = text.indexOf('}', start);
        int quote = text.indexOf(", '", start);
        if (brace < 0 || quote < 0 || quote > brace) {
            return brace;
        }
        int closing = text.indexOf("'}", quote + 3);
        return closing < 0 ? -1 : closing + 1;
    }

    private static Piece variable(String inside) {
        if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
            return new Letter(inside.charAt(0));
        }
        int comma = inside.indexOf(", '");
        if (comma >= 0 && inside.endsWith("'") && inside.length() >= comma + 4) {
            return new Variable(
                    inside.substring(0, comma),
                    Optional.of(inside.substring(comma + 3, inside.length() - 1)));
        }
        return new Variable(inside, Optional.empty());
    }

    /** With every variable replaced by plain characters; empty where one is unresolved. */
    Optional<Template> resolve(RequestContext context) {
        List<Piece> resolved = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece instanceof Variable(String key, Optional<String> defaultText)) {
                List<String> values = context.values(key);
                Optional<String> text;
                if (values == null || values.isEmpty()) {
                    text = defaultText;
                } else if (values.size() > 1) {
                    text = Optional.empty();
                } else {
                    text = Optional.of(values.getFirst());
                }
                if (text.isEmpty()) {
                    return Optional.empty();
                }
                for (char c : text.get().toCharArray()) {
                    resolved.add(new Letter(c));
                }
            } else {
                resolved.add(piece);
            }
        }
        return Optional.of(new Template(resolved));
    }

    /** The parts between the first five colons; fewer than six where there are fewer colons. */
    List<Template> sixParts() {
        List<Template> parts = new ArrayList<>();
        List<Piece> part = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece.equals(new Letter(':')) && parts.size() < 5) {
                parts.add(new Template(part));
                part = new ArrayList<>();
            } else {
                part.add(piece);
            }
        }
        parts.add(new Template(part));
        return parts;
    }

    boolean hasVariable() {
        return pieces.stream().anyMatch(p -> p instanceof Variable);
    }

    boolean hasWildcard() {
        return pieces.stream().anyMatch(p -> p instanceof Any || p instanceof One);
    }

    boolean endsWithAny() {
        return !pieces.isEmpty() && pieces.getLast() instanceof Any;
    }

    /** The text with wildcards as ordinary characters. */
    String literally() {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            text.append(
                    switch (piece) {
                        case Letter(char value) -> value;
                        case Any() -> '*';
                        case One() -> '?';
                        case Variable _ -> throw new IllegalStateException("not resolved");
                    });
        }
        return text.toString();
    }

    /**
     * Whether the whole text matches (SEMANTICS 2.1). By the definition: the set of positions that
     * the pieces so far can have reached.
     */
    boolean matches(String text, boolean ignoreCase) {
        boolean[] reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (Piece piece : pieces) {
            boolean[] next = new boolean[text.length() + 1];
            for (int at = 0; at <= text.length(); at++) {
                if (!reached[at]) {
                    continue;
                }
                switch (piece) {
                    case Any() -> {
                        for (int to = at; to <= text.length(); to++) {
                            next[to] = true;
                        }
                    }
                    case One() -> {
                        if (at < text.length()) {
                            next[at + 1] = true;
                        }
                    }
                    case Letter(char value) -> {
                        if (at < text.length() && same(value, text.charAt(at), ignoreCase)) {
                            next[at + 1] = true;
                        }
                    }
                    case Variable _ -> throw new IllegalStateException("not resolved");
                }
                if (piece instanceof Any) {
                    break;
                }
            }
            reached = next;
        }
        return reached[text.length()];
    }

    private static boolean same(char left, char right, boolean ignoreCase) {
        return ignoreCase ? Folding.same(left, right) : left == right;
    }
}
