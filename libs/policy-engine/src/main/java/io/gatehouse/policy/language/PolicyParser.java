package io.gatehouse.policy.language;

import io.gatehouse.policy.language.Json.Place;
import io.gatehouse.policy.language.Problems.Purpose;

import java.time.Instant;

/** Text to policy document. Stateless, safe for any number of threads. */
public final class PolicyParser {

    /**
     * Longest text in characters. The API takes at most 131,072 in a parameter (SEMANTICS 1), which
     * its own validation checks; policies of AWS itself are longer.
     */
    public static final int LONGEST = 524_288;

    private PolicyParser() {}

    /**
     * Reads a document that is about to be written: everything of SEMANTICS 1 is checked, and
     * warned of what is legal and probably wrong.
     */
    public static ParsedPolicy parse(String json, PolicyKind kind) {
        return read(json, kind, new Problems(Purpose.WRITE, DateValue.NOT_A_DATE));
    }

    /**
     * Reads a document that is stored already or came with a request, and is to be evaluated: what
     * has a meaning in evaluation is kept and warned of, such as an unknown operator (its Deny
     * applies, its Allow does not).
     */
    public static ParsedPolicy read(String json, PolicyKind kind) {
        return read(json, kind, new Problems(Purpose.EVALUATE, DateValue.NOT_A_DATE));
    }

    /**
     * Reads as {@link #read}, and looks for everything that is legal and probably wrong, dates that
     * have passed included: for authors, not for decisions.
     */
    public static ParsedPolicy review(String json, PolicyKind kind, Instant now) {
        long micros = DateValue.micros(now.toString());
        return read(json, kind, new Problems(Purpose.REVIEW, micros));
    }

    private static ParsedPolicy read(String json, PolicyKind kind, Problems problems) {
        if (json.length() > LONGEST) {
            problems.syntax(
                    Place.root(1, 1),
                    "a policy has at most %d characters, not %d".formatted(LONGEST, json.length()));
            return new ParsedPolicy.Invalid(problems.inOrder());
        }
        int illegal = firstIllegalCharacter(json);
        if (illegal >= 0) {
            problems.syntax(
                    placeOf(json, illegal),
                    "the character U+%04X is not allowed in a policy"
                            .formatted((int) json.charAt(illegal)));
            return new ParsedPolicy.Invalid(problems.inOrder());
        }
        Json root;
        try {
            root = JsonReader.read(json);
        } catch (JsonReader.NotJson e) {
            String message =
                    kind == PolicyKind.TRUST
                            ? "This policy contains invalid Json"
                            : Problems.SYNTAX_ERRORS;
            problems.refuse(Problems.Pass.SYNTAX, e.place(), message, e.detail());
            return new ParsedPolicy.Invalid(problems.inOrder());
        }
        return new DocumentReader(kind, problems).read(root);
    }

    private static int firstIllegalCharacter(String json) {
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c > 0xFF || (c < 0x20 && c != '\t' && c != '\n' && c != '\r')) {
                return i;
            }
        }
        return -1;
    }

    private static Place placeOf(String json, int index) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < index; i++) {
            if (json.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return Place.root(line, index - lineStart + 1);
    }
}
