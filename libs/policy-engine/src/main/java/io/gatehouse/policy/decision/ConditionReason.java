package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.Condition;
import io.gatehouse.policy.language.ConditionOperator;
import io.gatehouse.policy.language.ConditionOperator.Comparison;
import io.gatehouse.policy.language.ConditionOperator.Quantifier;
import io.gatehouse.policy.language.LanguageVersion;
import io.gatehouse.policy.language.PatternToken;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** For traces: what a condition wanted, what the request has, and what follows. */
final class ConditionReason {

    private ConditionReason() {}

    static String of(ConditionTest test, LanguageVersion version, Evaluation evaluation) {
        ConditionOperator operator = test.operator();
        Condition source = test.source();
        if (operator == null) {
            return "there is no such operator: its Deny applies, its Allow does not";
        }
        @Nullable String[] given = test.given(evaluation);
        String wanted =
                (operator.comparison().isNegated() ? "wanted none of " : "wanted ")
                        + (source.values().isEmpty() ? "no value" : ElementReasons.values(source));
        return wanted
                + variables(source, version, evaluation)
                + "; "
                + (given == null || given.length == 0
                        ? absent(operator, given != null)
                        : present(test, operator, given, evaluation));
    }

    private static String absent(ConditionOperator operator, boolean there) {
        String what = there ? "the key has no value" : "the key is absent";
        if (operator.comparison() == Comparison.NULL) {
            return what;
        }
        return switch (operator.quantifier()) {
            case FOR_ALL_VALUES -> what + ", of which ForAllValues is true";
            case FOR_ANY_VALUE -> what + ", of which ForAnyValue is false";
            case SINGLE ->
                    operator.ifExists()
                            ? what + ", which IfExists lets pass"
                            : operator.comparison().isNegated()
                                    ? what + ", of which a negated operator is true"
                                    : what;
        };
    }

    private static String present(
            ConditionTest test,
            ConditionOperator operator,
            @Nullable String[] given,
            Evaluation evaluation) {
        List<String> values = new ArrayList<>();
        boolean unreadable = false;
        for (String value : given) {
            if (value != null) {
                values.add(value);
                unreadable |= test.isUnreadable(value, evaluation);
            }
        }
        StringBuilder reason = new StringBuilder("the request has ");
        reason.append(ElementReasons.listed(values));
        if (operator.quantifier() == Quantifier.SINGLE
                && operator.comparison() != Comparison.NULL
                && values.size() > 1) {
            reason.append(", and without a set operator one value is taken");
        } else if (unreadable) {
            reason.append(", and not all of it can be compared");
        }
        return reason.toString();
    }

    /** What the variables among the wanted values stand for. */
    private static String variables(
            Condition source, LanguageVersion version, Evaluation evaluation) {
        List<String> told = new ArrayList<>();
        for (String value : source.values()) {
            for (PatternToken token : PatternToken.parse(value, version, true)) {
                if (token instanceof PatternToken.Variable(String key, String fallback)) {
                    String stands =
                            evaluation.resolve(
                                    new Template.Variable(key, KeyNames.hash(key), fallback));
                    String text =
                            stands == null
                                    ? "`%s` has no value".formatted(key)
                                    : "`%s` is `%s`".formatted(key, stands);
                    if (!told.contains(text) && told.size() < 4) {
                        told.add(text);
                    }
                }
            }
        }
        return told.isEmpty() ? "" : " where " + String.join(", ", told);
    }
}
