package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.LanguageVersion;
import io.gatehouse.policy.language.PatternToken;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.ResourceClause;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** A compiled Resource or NotResource element (SEMANTICS 2.3, 2.4, 3). */
final class ResourceTest {

    /**
     * One pattern: everything, an ARN, or (null ARN) nothing.
     *
     * @param misplaced whether a variable stands where it never has a value
     * @param variables of what is no ARN, for they may have no value all the same; null if there
     *     are none
     */
    record Pattern(
            String text,
            boolean everything,
            @Nullable ArnTest arn,
            boolean misplaced,
            @Nullable Template variables) {

        static Pattern of(String text, LanguageVersion version, PolicyKind kind) {
            boolean everything = text.equals("*");
            ArnTest arn = everything ? null : ArnTest.ofResource(text, version, kind);
            boolean misplaced = !everything && ArnTest.hasMisplacedVariable(text, version);
            Template whole =
                    arn == null && text.contains("${")
                            ? Template.of(PatternToken.parse(text, version, true))
                            : null;
            return new Pattern(
                    text,
                    everything,
                    arn,
                    misplaced,
                    whole != null && whole.hasVariables() ? whole : null);
        }

        /** Whether all variables have a value; those without are noted as missing. */
        boolean resolves(Evaluation evaluation) {
            return !misplaced
                    && (arn == null || arn.resolves(evaluation, true))
                    && (variables == null || variables.resolves(evaluation, true));
        }
    }

    private final boolean negated;
    private final Pattern[] patterns;

    private ResourceTest(boolean negated, Pattern[] patterns) {
        this.negated = negated;
        this.patterns = patterns;
    }

    static ResourceTest of(ResourceClause clause, LanguageVersion version, PolicyKind kind) {
        List<String> texts = clause.patterns();
        Pattern[] patterns = new Pattern[texts.size()];
        for (int i = 0; i < patterns.length; i++) {
            patterns[i] = Pattern.of(texts.get(i), version, kind);
        }
        return switch (clause) {
            case ResourceClause.Resources _ -> new ResourceTest(false, patterns);
            case ResourceClause.NotResources _ -> new ResourceTest(true, patterns);
        };
    }

    boolean isNegated() {
        return negated;
    }

    boolean hasVariables() {
        for (Pattern pattern : patterns) {
            if (pattern.arn() != null && pattern.arn().hasVariables()) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is, or lists, {@code *}. */
    boolean coversEverything() {
        for (Pattern pattern : patterns) {
            if (pattern.everything()) {
                return true;
            }
        }
        return false;
    }

    /** The patterns that can be looked up; empty if that would not find all that it matches. */
    List<ArnTest> arns() {
        if (negated || coversEverything()) {
            return List.of();
        }
        List<ArnTest> arns = new ArrayList<>();
        for (Pattern pattern : patterns) {
            if (pattern.arn() != null) {
                arns.add(pattern.arn());
            }
        }
        return List.copyOf(arns);
    }

    /**
     * Notes missing keys of variables that made the difference.
     *
     * @param deny whether the statement denies: an Allow with an unresolved NotResource entry does
     *     not apply
     */
    boolean matches(Evaluation evaluation, boolean deny) {
        if (negated) {
            return notMatches(evaluation, deny);
        }
        boolean matched = false;
        for (Pattern pattern : patterns) {
            matched |= matches(pattern, evaluation);
        }
        return matched;
    }

    private boolean notMatches(Evaluation evaluation, boolean deny) {
        boolean matched = true;
        boolean unresolved = false;
        for (Pattern pattern : patterns) {
            if (!pattern.resolves(evaluation)) {
                unresolved = true;
            } else if (matches(pattern, evaluation)) {
                matched = false;
            }
        }
        if (matched && unresolved && !deny) {
            evaluation.warn(
                    "an Allow with NotResource does not apply while a variable in it has no value");
            return false;
        }
        return matched;
    }

    static boolean matches(Pattern pattern, Evaluation evaluation) {
        if (pattern.everything()) {
            return true;
        }
        ArnTest arn = pattern.arn();
        if (arn == null) {
            return false;
        }
        if (arn.matchesResource(evaluation)) {
            return true;
        }
        if (arn.hasVariables()
                && !arn.resolves(evaluation, false)
                && arn.mightMatchResource(evaluation)) {
            arn.resolves(evaluation, true);
        }
        return false;
    }

    List<Pattern> patterns() {
        return List.of(patterns);
    }

    /** For traces. */
    String title() {
        return negated ? "NotResource" : "Resource";
    }
}
