package io.gatehouse.policy.language;

import io.gatehouse.policy.language.ConditionOperator.Comparison;
import io.gatehouse.policy.language.ConditionOperator.Family;
import io.gatehouse.policy.language.ConditionOperator.Quantifier;
import io.gatehouse.policy.language.Json.Place;
import io.gatehouse.policy.language.KnownKeys.Kind;
import io.gatehouse.policy.language.KnownKeys.Known;
import io.gatehouse.policy.language.Values.Placed;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Warnings about the keys of conditions and what is asked of them; values have their own. */
final class ConditionAdvice {

    private ConditionAdvice() {}

    /** One key under one operator, with its values. */
    static void onKey(
            ConditionOperator operator, Json.Member key, List<Placed> values, Problems problems) {
        onQuantifier(operator, key, problems);
        for (Placed value : values) {
            ValueAdvice.onValue(operator, key.name(), value, problems);
        }
        if (!problems.advising()) {
            return;
        }
        VariableAdvice.onPlainText(key.name(), "the name of a key", key.place(), problems);
        VariableAdvice.onUnknownKey(key.name(), key.place(), problems);
        onKind(operator, key, problems);
        onRepeatedValues(operator, values, problems);
    }

    private static void onQuantifier(
            ConditionOperator operator, Json.Member key, Problems problems) {
        boolean single = operator.quantifier() == Quantifier.SINGLE;
        if (KnownKeys.isMultiValued(key.name())
                && single
                && operator.comparison() != Comparison.NULL) {
            problems.warn(
                    PolicyCheck.MISSING_QUALIFIER,
                    key.place(),
                    "`%s` has several values: use ForAnyValue or ForAllValues; without, an Allow"
                                    .formatted(DocumentReader.abbreviated(key.name()))
                            + " does not match two values and a Deny always does");
        }
        Known known = KnownKeys.find(key.name());
        if (known != null && !known.many() && !single) {
            problems.warn(
                    PolicyCheck.SET_OPERATOR_WITH_SINGLE_VALUED_KEY,
                    key.place(),
                    "`%s` has one value: a set operator is not needed"
                            .formatted(DocumentReader.abbreviated(key.name())));
        }
    }

    private static void onKind(ConditionOperator operator, Json.Member key, Problems problems) {
        Known known = KnownKeys.find(key.name());
        Family family = operator.comparison().family();
        if (known == null || family == Family.NULL) {
            return;
        }
        boolean fits =
                switch (known.kind()) {
                    case TEXT -> family == Family.STRING || family == Family.ARN;
                    case ARN -> family == Family.ARN || family == Family.STRING;
                    case BOOLEAN -> family == Family.BOOL || family == Family.STRING;
                    case NUMBER -> family == Family.NUMERIC;
                    case ADDRESS -> family == Family.IP_ADDRESS;
                    case DATE -> family == Family.DATE || isEpoch(known, family);
                };
        if (!fits) {
            problems.warn(
                    PolicyCheck.TYPE_MISMATCH,
                    key.place(),
                    "`%s` is %s: `%s` does not read it so"
                            .formatted(
                                    known.name(),
                                    named(known.kind()),
                                    operator.comparison().text()));
        }
    }

    private static boolean isEpoch(Known known, Family family) {
        return family == Family.NUMERIC && known.name().equals("aws:EpochTime");
    }

    private static String named(Kind kind) {
        return switch (kind) {
            case TEXT -> "a text";
            case ARN -> "an ARN";
            case DATE -> "a date";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case ADDRESS -> "an address";
        };
    }

    private static void onRepeatedValues(
            ConditionOperator operator, List<Placed> values, Problems problems) {
        Set<String> seen = new HashSet<>();
        for (Placed value : values) {
            if (!seen.add(value.text())) {
                problems.warn(
                        PolicyCheck.REDUNDANT_CONDITION_VALUE,
                        value.place(),
                        "`%s` is listed already"
                                .formatted(DocumentReader.abbreviated(value.text())));
            }
        }
        Comparison comparison = operator.comparison();
        if (seen.size() > 1 && isOrdering(comparison)) {
            problems.warn(
                    PolicyCheck.REDUNDANT_CONDITION_VALUE_NUM,
                    values.getFirst().place(),
                    "one of the values decides `%s`: the others say nothing"
                            .formatted(comparison.text()));
        }
        boolean both =
                seen.stream().anyMatch("true"::equalsIgnoreCase)
                        && seen.stream().anyMatch("false"::equalsIgnoreCase);
        if (both && (comparison == Comparison.BOOL || comparison == Comparison.NULL)) {
            problems.warn(
                    PolicyCheck.INVALID_CONDITION_MULTIPLE_BOOLEAN,
                    values.getFirst().place(),
                    "true and false together ask nothing");
        }
    }

    private static boolean isOrdering(Comparison comparison) {
        return switch (comparison) {
            case NUMERIC_LESS_THAN,
                    NUMERIC_LESS_THAN_EQUALS,
                    NUMERIC_GREATER_THAN,
                    NUMERIC_GREATER_THAN_EQUALS,
                    DATE_LESS_THAN,
                    DATE_LESS_THAN_EQUALS,
                    DATE_GREATER_THAN,
                    DATE_GREATER_THAN_EQUALS ->
                    true;
            case STRING_EQUALS,
                    STRING_NOT_EQUALS,
                    STRING_EQUALS_IGNORE_CASE,
                    STRING_NOT_EQUALS_IGNORE_CASE,
                    STRING_LIKE,
                    STRING_NOT_LIKE,
                    NUMERIC_EQUALS,
                    NUMERIC_NOT_EQUALS,
                    DATE_EQUALS,
                    DATE_NOT_EQUALS,
                    BOOL,
                    BINARY_EQUALS,
                    IP_ADDRESS,
                    NOT_IP_ADDRESS,
                    ARN_EQUALS,
                    ARN_NOT_EQUALS,
                    ARN_LIKE,
                    ARN_NOT_LIKE,
                    NULL ->
                    false;
        };
    }

    /** The keys of one operator: the same twice, in other letters. */
    static void onOperator(Json.Members keys, Problems problems) {
        Set<String> seen = new HashSet<>();
        for (Json.Member key : keys.members()) {
            if (!seen.add(key.name().toLowerCase(Locale.ROOT))) {
                problems.warn(
                        PolicyCheck.DUPLICATE_KEYS_WITH_DIFFERENT_CASE,
                        key.place(),
                        "`%s` stands here twice, and both must hold"
                                .formatted(DocumentReader.abbreviated(key.name())));
            }
        }
    }

    /** What the conditions of one statement leave open. */
    static void onStatement(
            Effect effect, List<Condition> conditions, Place place, Problems problems) {
        for (Condition condition : conditions) {
            Optional<ConditionOperator> operator = ConditionOperator.parse(condition.operator());
            if (operator.isPresent()) {
                switch (effect) {
                    case ALLOW -> onAllow(operator.get(), condition, conditions, place, problems);
                    case DENY -> onDeny(operator.get(), condition, place, problems);
                }
            }
        }
    }

    /** ForAllValues is true without any value: in an Allow it wants a Null beside it. */
    private static void onAllow(
            ConditionOperator operator,
            Condition condition,
            List<Condition> conditions,
            Place place,
            Problems problems) {
        if (operator.quantifier() != Quantifier.FOR_ALL_VALUES) {
            return;
        }
        String shown = DocumentReader.abbreviated(condition.key());
        Known known = KnownKeys.find(condition.key());
        if (known != null && !known.many()) {
            problems.warn(
                    PolicyCheck.FORALLVALUES_WITH_SINGLE_VALUED_KEY,
                    place,
                    "`%s` has one value: ForAllValues adds that the statement allows without it"
                            .formatted(shown));
            return;
        }
        boolean checked =
                conditions.stream()
                        .anyMatch(c ->
                                c.operator().equalsIgnoreCase("Null")
                                        && c.key().equalsIgnoreCase(condition.key()));
        if (!checked) {
            problems.warn(
                    PolicyCheck.FORALLVALUES_WITHOUT_NULL_CHECK,
                    place,
                    "ForAllValues is true when `%s` is absent: add Null to require it"
                            .formatted(shown));
        }
    }

    private static void onDeny(
            ConditionOperator operator, Condition condition, Place place, Problems problems) {
        boolean passed =
                operator.comparison() == Comparison.BOOL
                        && !operator.ifExists()
                        && condition.key().equalsIgnoreCase("aws:MultiFactorAuthPresent")
                        && condition.values().stream().anyMatch("false"::equalsIgnoreCase);
        if (passed) {
            problems.warn(
                    PolicyCheck.DENY_BOOL_WITHOUT_IF_EXISTS,
                    place,
                    "long-term keys bring no `aws:MultiFactorAuthPresent` and pass: use"
                            + " BoolIfExists");
        }
    }
}
