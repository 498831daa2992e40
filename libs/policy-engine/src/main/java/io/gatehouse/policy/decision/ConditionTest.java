package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.Condition;
import io.gatehouse.policy.language.ConditionOperator;
import io.gatehouse.policy.language.ConditionOperator.Comparison;
import io.gatehouse.policy.language.LanguageVersion;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/** One compiled key of a Condition element (the table of SEMANTICS 4). */
final class ConditionTest {

    private final Condition source;
    private final int keyHash;
    private final boolean deny;

    /** Null for an operator that does not exist: its Deny applies, its Allow does not. */
    private final @Nullable ConditionOperator operator;

    private final ValueTest values;

    /**
     * Every session has an issue time: without one in the request the session is named by ARN
     * alone, and a Deny on it matches (SEMANTICS 8, revocation).
     */
    private final boolean aboutIssueTime;

    private final boolean wantsNull;
    private final boolean wantsValue;

    ConditionTest(Condition source, LanguageVersion version, boolean deny) {
        this.source = source;
        this.keyHash = KeyNames.hash(source.key());
        this.deny = deny;
        Optional<ConditionOperator> known = ConditionOperator.parse(source.operator());
        this.operator = known.orElse(null);
        this.values =
                known.map(op -> values(op.comparison(), source.values(), version))
                        .orElse((_, _) -> ValueTest.NO_MATCH);
        this.aboutIssueTime = KeyNames.same(source.key(), "aws:TokenIssueTime");
        this.wantsNull = source.values().stream().anyMatch("true"::equalsIgnoreCase);
        this.wantsValue = source.values().stream().anyMatch("false"::equalsIgnoreCase);
    }

    private static ValueTest values(
            Comparison comparison, List<String> texts, LanguageVersion version) {
        return switch (comparison.family()) {
            case STRING -> new StringValues(texts, version, comparison);
            case NUMERIC -> new NumericValues(texts, comparison);
            case DATE -> new DateValues(texts, comparison);
            case BOOL -> new BoolValues(texts, version);
            case BINARY -> new BinaryValues(texts);
            case IP_ADDRESS -> new IpValues(texts);
            case ARN -> new ArnValues(texts, version);
            case NULL -> (_, _) -> ValueTest.NO_MATCH;
        };
    }

    /** Notes a missing key unless the operator asks about just that. */
    boolean holds(Evaluation evaluation) {
        ConditionOperator op = operator;
        if (op == null) {
            evaluation.warn(
                    "the operator `%s` is not known: its Deny applies, its Allow does not"
                            .formatted(source.operator()));
            return deny;
        }
        String[] given = evaluation.context().find(keyHash, source.key());
        int count = given == null ? 0 : given.length;
        if (count == 0 && deny && aboutIssueTime && evaluation.callerHasSession()) {
            return true;
        }
        if (op.comparison() == Comparison.NULL) {
            boolean isNull = given == null || allEmpty(given);
            return isNull ? wantsNull : wantsValue;
        }
        if (count == 0 && !op.ifExists()) {
            evaluation.missing(source.key());
        }
        boolean negated = op.comparison().isNegated();
        return switch (op.quantifier()) {
            case SINGLE -> {
                if (given == null || count == 0) {
                    yield op.ifExists() || negated;
                }
                if (count > 1) {
                    evaluation.warn(
                            "`%s` has several values and `%s` no set operator: its Deny applies, its Allow does not"
                                    .formatted(source.key(), source.operator()));
                    yield deny;
                }
                yield satisfies(given[0], negated, evaluation);
            }
            case FOR_ALL_VALUES -> given == null || all(given, negated, evaluation);
            case FOR_ANY_VALUE -> given != null && any(given, negated, evaluation);
        };
    }

    private boolean all(String[] given, boolean negated, Evaluation evaluation) {
        if (given.length == 1 && given[0].isEmpty()) {
            return true;
        }
        for (String value : given) {
            if (!satisfies(value, negated, evaluation)) {
                return false;
            }
        }
        return true;
    }

    private boolean any(String[] given, boolean negated, Evaluation evaluation) {
        for (String value : given) {
            if (satisfies(value, negated, evaluation)) {
                return true;
            }
        }
        return false;
    }

    private boolean satisfies(String value, boolean negated, Evaluation evaluation) {
        int result = values.test(value, evaluation);
        if (!negated) {
            return result == ValueTest.MATCH;
        }
        return result == ValueTest.FAILED ? deny : result == ValueTest.NO_MATCH;
    }

    private static boolean allEmpty(String[] given) {
        for (String value : given) {
            if (!value.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** For traces. */
    String title() {
        return source.operator() + ' ' + source.key();
    }

    Condition source() {
        return source;
    }

    /** Null for an operator that does not exist. */
    @Nullable ConditionOperator operator() {
        return operator;
    }

    /** What the request has; null if nothing. */
    @Nullable String[] given(Evaluation evaluation) {
        return evaluation.context().find(keyHash, source.key());
    }

    /** Whether a value of the request, or one of the policy, cannot be read as it must be. */
    boolean isUnreadable(String value, Evaluation evaluation) {
        return values.test(value, evaluation) == ValueTest.FAILED;
    }
}
