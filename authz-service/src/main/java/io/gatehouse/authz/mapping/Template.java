package io.gatehouse.authz.mapping;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A text with places in braces: {@code arn:aws:iam::{account}:user/{id}}. What is put in is literal
 * text. In an ARN a value in front of the fifth colon may hold no colon, so that no value can move
 * into another part of the ARN. Immutable.
 */
public final class Template {

    private static final int COLONS_OF_AN_ARN = 5;

    private final String text;
    private final List<Piece> pieces;

    /**
     * @param place the name of the place; null for literal text
     * @param mayHoldColons whether a value here may hold colons
     */
    private record Piece(String literal, @Nullable String place, boolean mayHoldColons) {}

    private Template(String text, List<Piece> pieces) {
        this.text = text;
        this.pieces = List.copyOf(pieces);
    }

    /** Reads a template; throws IllegalArgumentException for braces that do not pair. */
    public static Template parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        boolean isArn = text.startsWith("arn:");
        int colons = 0;
        int from = 0;
        while (from < text.length()) {
            int open = text.indexOf('{', from);
            String literal = text.substring(from, open < 0 ? text.length() : open);
            if (literal.indexOf('}') >= 0) {
                throw new IllegalArgumentException(
                        "`%s` closes a brace that is not open".formatted(text));
            }
            if (!literal.isEmpty()) {
                pieces.add(new Piece(literal, null, true));
                colons += (int) literal.chars().filter(c -> c == ':').count();
            }
            if (open < 0) {
                break;
            }
            int close = text.indexOf('}', open);
            if (close < open + 2) {
                throw new IllegalArgumentException(
                        "`%s` has a brace without a name".formatted(text));
            }
            pieces.add(
                    new Piece(
                            "",
                            text.substring(open + 1, close),
                            !isArn || colons >= COLONS_OF_AN_ARN));
            from = close + 1;
        }
        return new Template(text, pieces);
    }

    /** The names of its places, in order. */
    public List<String> places() {
        List<String> places = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece.place != null) {
                places.add(piece.place);
            }
        }
        return places;
    }

    /**
     * Fills the places.
     *
     * @param values gives the value of a place; empty where there is none
     * @throws IllegalArgumentException with a message for the caller, where a value is missing or
     *     may not stand where it would
     */
    public String fill(Function<String, Optional<String>> values) {
        StringBuilder filled = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece.place == null) {
                filled.append(piece.literal);
                continue;
            }
            String value =
                    values.apply(piece.place)
                            .filter(it -> !it.isEmpty())
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "there is no `%s`, which `%s` needs"
                                                    .formatted(piece.place, text)));
            if (!piece.mayHoldColons && value.indexOf(':') >= 0) {
                throw new IllegalArgumentException(
                        "`%s` holds a colon and cannot be `%s` of `%s`"
                                .formatted(value, piece.place, text));
            }
            filled.append(value);
        }
        return filled.toString();
    }

    /**
     * The reverse of {@link #fill}: the value of one place that would give this text, the values of
     * the others being known. Empty where there is none, or where another place is unknown.
     */
    public Optional<String> unfill(
            String filled, String place, Function<String, Optional<String>> known) {
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        boolean isFound = false;
        for (Piece piece : pieces) {
            if (place.equals(piece.place)) {
                if (isFound) {
                    return Optional.empty();
                }
                isFound = true;
                continue;
            }
            Optional<String> value =
                    piece.place == null ? Optional.of(piece.literal) : known.apply(piece.place);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            (isFound ? after : before).append(value.get());
        }
        int length = filled.length() - before.length() - after.length();
        if (!isFound
                || length < 1
                || !filled.startsWith(before.toString())
                || !filled.endsWith(after.toString())) {
            return Optional.empty();
        }
        String value = filled.substring(before.length(), before.length() + length);
        Optional<Piece> piece = pieces.stream().filter(it -> place.equals(it.place)).findFirst();
        return piece.filter(it -> it.mayHoldColons || value.indexOf(':') < 0).map(_ -> value);
    }

    @Override
    public String toString() {
        return text;
    }
}
