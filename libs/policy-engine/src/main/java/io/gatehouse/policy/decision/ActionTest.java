package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.ActionClause;
import io.gatehouse.policy.language.LanguageVersion;
import io.gatehouse.policy.language.PatternToken;

import java.util.List;

/** A compiled Action or NotAction element (SEMANTICS 2.2). */
final class ActionTest {

    /**
     * One pattern; equal to another of the same text.
     *
     * @param vendor in lower case; empty for {@code *} and for what matches nothing
     */
    record Pattern(String vendor, Template name, String text) {

        /** In lower case, up to the first wildcard. */
        String literalStart() {
            return vendor + ':' + name.literalStart();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Pattern that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    private final boolean negated;
    private final List<Pattern> patterns;
    private final List<String> texts;

    private ActionTest(boolean negated, List<Pattern> patterns, List<String> texts) {
        this.negated = negated;
        this.patterns = patterns;
        this.texts = texts;
    }

    /** Of equal clauses. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ActionTest that
                && negated == that.negated
                && texts.equals(that.texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode() * 2 + (negated ? 1 : 0);
    }

    static ActionTest of(ActionClause clause) {
        List<Pattern> patterns = clause.patterns().stream().map(ActionTest::pattern).toList();
        return switch (clause) {
            case ActionClause.Actions _ -> new ActionTest(false, patterns, clause.patterns());
            case ActionClause.NotActions _ -> new ActionTest(true, patterns, clause.patterns());
        };
    }

    private static Pattern pattern(String text) {
        String folded = KeyNames.folded(text);
        int colon = folded.indexOf(':');
        String vendor = colon < 0 ? "" : folded.substring(0, colon);
        String name = folded.equals("*") ? "*" : folded.substring(colon + 1);
        // SEMANTICS 1: a name that is empty or holds a blank matches nothing, not even itself.
        boolean never = name.isEmpty() || name.chars().anyMatch(Character::isWhitespace);
        return new Pattern(
                never ? "" : vendor,
                Template.of(PatternToken.parse(name, LanguageVersion.V2008_10_17, true)),
                text);
    }

    boolean isNegated() {
        return negated;
    }

    /** Whether {@code *} is, or is among, the patterns. */
    boolean hasStar() {
        return texts.contains("*");
    }

    List<Pattern> patterns() {
        return patterns;
    }

    /** Allocates nothing. */
    boolean matches(Evaluation evaluation) {
        for (int i = 0; i < patterns.size(); i++) {
            if (matches(patterns.get(i), evaluation)) {
                return !negated;
            }
        }
        return negated;
    }

    static boolean matches(Pattern pattern, Evaluation evaluation) {
        if (pattern.text.equals("*")) {
            return true;
        }
        String vendor = pattern.vendor;
        int length = vendor.length();
        if (length == 0 || evaluation.actionColon() != length) {
            return false;
        }
        char[] action = evaluation.action();
        for (int i = 0; i < length; i++) {
            if (action[i] != vendor.charAt(i)) {
                return false;
            }
        }
        return pattern.name.matches(
                action, length + 1, evaluation.actionName().length(), evaluation);
    }

    /** For traces. */
    String title() {
        return negated ? "NotAction" : "Action";
    }
}
