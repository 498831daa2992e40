package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.LanguageVersion;
import io.gatehouse.policy.language.PatternToken;
import io.gatehouse.policy.language.PolicyKind;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A compiled ARN pattern: six templates, each matched against one part, so that a {@code *} never
 * crosses a colon before the sixth (SEMANTICS 2.3).
 */
final class ArnTest {

    private static final Template ANY =
            Template.of(PatternToken.parse("*", LanguageVersion.V2008_10_17, true));

    private final Template[] parts;
    private final boolean hasVariables;

    /**
     * The literal text up to the first wildcard or variable, colons included: compared at one go.
     * Its colons are the first ones of the text too, so the parts fall in the same places.
     */
    private final char[] head;

    /** The part that the head ends in; 6 if it is all there is. */
    private final int headPart;

    /** What follows the head in that part. */
    private final Template behindHead;

    /** Whether all that follows the head is a {@code *} at the end. */
    private final boolean anyEnd;

    private ArnTest(Template[] parts) {
        this.parts = parts;
        boolean found = false;
        for (Template part : parts) {
            found |= part.hasVariables();
        }
        this.hasVariables = found;
        StringBuilder literal = new StringBuilder();
        int part = 0;
        while (part < 6 && parts[part].literal() != null) {
            literal.append(parts[part].literal()).append(part < 5 ? ":" : "");
            part++;
        }
        if (part < 6) {
            literal.append(parts[part].literalStart());
        }
        this.head = literal.toString().toCharArray();
        this.headPart = part;
        this.behindHead = part < 6 ? parts[part].behindLiteralStart() : ANY;
        this.anyEnd = part == 5 && behindHead.isAny();
    }

    /** A pattern of a Resource element; null if it can match nothing. */
    static @Nullable ArnTest ofResource(String text, LanguageVersion version, PolicyKind kind) {
        List<String> texts = PatternToken.splitArn(text, version);
        if (texts.size() < 6 && !isPadded(text, version, kind)) {
            return null;
        }
        return hasMisplacedVariable(text, version) ? null : new ArnTest(templates(texts, version));
    }

    /** Whether partition or service hold a variable: it has no value there (SEMANTICS 3). */
    static boolean hasMisplacedVariable(String text, LanguageVersion version) {
        if (!text.contains("${")) {
            return false;
        }
        Template[] parts = templates(PatternToken.splitArn(text, version), version);
        return parts[0].hasVariables() || parts[1].hasVariables() || parts[2].hasVariables();
    }

    /** A value of an ARN operator; null if it has fewer than six parts. */
    static @Nullable ArnTest ofValue(String text, LanguageVersion version) {
        List<String> texts = PatternToken.splitArn(text, version);
        return texts.size() < 6 ? null : new ArnTest(templates(texts, version));
    }

    /** Six templates, already made. */
    static ArnTest ofParts(List<Template> parts) {
        return new ArnTest(parts.toArray(Template[]::new));
    }

    private static boolean isPadded(String text, LanguageVersion version, PolicyKind kind) {
        return switch (kind) {
            case IDENTITY, MANAGED, SESSION, BOUNDARY -> true;
            case RESOURCE ->
                    PatternToken.parse(text, version, true).stream()
                            .anyMatch(t ->
                                    t instanceof PatternToken.AnyText
                                            || t instanceof PatternToken.AnyCharacter);
            case SERVICE_CONTROL -> text.endsWith("*");
            case TRUST, RESOURCE_CONTROL -> false;
        };
    }

    private static Template[] templates(List<String> texts, LanguageVersion version) {
        Template[] parts = new Template[6];
        for (int i = 0; i < 6; i++) {
            parts[i] =
                    i < texts.size()
                            ? Template.of(PatternToken.parse(texts.get(i), version, true))
                            : ANY;
        }
        return parts;
    }

    /** The literal text up to the first wildcard or variable; not to be changed. */
    char[] head() {
        return head;
    }

    Template part(int index) {
        return parts[index];
    }

    boolean hasVariables() {
        return hasVariables;
    }

    /** Matches the evaluation's resource; false if that is no ARN, or a variable is unresolved. */
    boolean matchesResource(Evaluation evaluation) {
        char[] text = evaluation.resource;
        int length = evaluation.resourceLength;
        if (head.length > length || !Template.regionEquals(text, 0, head)) {
            return false;
        }
        if (headPart >= 5) {
            // The head has five colons, so the text is an ARN, with its parts in the same places.
            return anyEnd
                    || (headPart == 6
                            ? head.length == length
                            : behindHead.matches(text, head.length, length, evaluation));
        }
        ArnHeads.Head start = evaluation.resourceHead();
        return start != null && behindHead(text, start.starts, evaluation);
    }

    /** Matches a text of six parts; false if a variable is unresolved. */
    boolean matches(char[] text, int[] starts, Evaluation evaluation) {
        int length = starts[6] - 1;
        if (head.length > length || !Template.regionEquals(text, 0, head)) {
            return false;
        }
        if (anyEnd) {
            return true;
        }
        if (headPart == 6) {
            return head.length == length;
        }
        return behindHead(text, starts, evaluation);
    }

    private boolean behindHead(char[] text, int[] starts, Evaluation evaluation) {
        int end = starts[headPart + 1] - 1;
        if (head.length > end || !behindHead.matches(text, head.length, end, evaluation)) {
            return false;
        }
        for (int part = headPart + 1; part < 6; part++) {
            if (!parts[part].matches(text, starts[part], starts[part + 1] - 1, evaluation)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it would match the resource if unresolved variables had the right values. */
    boolean mightMatchResource(Evaluation evaluation) {
        ArnHeads.Head start = evaluation.resourceHead();
        if (start == null) {
            return false;
        }
        char[] text = evaluation.resource;
        int[] starts = start.starts;
        for (int i = 5; i >= 0; i--) {
            if (!parts[i].mightMatch(text, starts[i], starts[i + 1] - 1, evaluation)) {
                return false;
            }
        }
        return true;
    }

    /** For traces: the first part of the resource that does not match; 6 if all do. */
    int firstDifference(Evaluation evaluation) {
        ArnHeads.Head start = evaluation.resourceHead();
        int part = 0;
        while (start != null
                && part < 6
                && parts[part].matches(
                        evaluation.resource,
                        start.starts[part],
                        start.starts[part + 1] - 1,
                        evaluation)) {
            part++;
        }
        return part;
    }

    boolean resolves(Evaluation evaluation, boolean note) {
        boolean all = true;
        for (int i = 0; hasVariables && i < 6; i++) {
            all &= parts[i].resolves(evaluation, note);
        }
        return all;
    }
}
