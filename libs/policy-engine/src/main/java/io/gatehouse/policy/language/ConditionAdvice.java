package io.gatehouse.policy.language;

import io.gatehouse.policy.language.ConditionOperator.Comparison;
import io.gatehouse.policy.language.ConditionOperator.Family;
import io.gatehouse.policy.language.ConditionOperator.Quantifier;
import io.gatehouse.policy.language.Values.Placed;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Warnings about conditions that are legal and probably not meant. */
final class ConditionAdvice {

    /** Lower case; the keys that SEMANTICS 5 calls multi-valued. */
    private static final Set<String> MULTI_VALUED =
            Set.of(
                    "aws:tagkeys",
                    "aws:calledvia",
                    "aws:principalorgpaths",
                    "aws:resourceorgpaths",
                    "aws:principalservicenameslist",
                    "aws:sourceorgpaths",
                    "sts:transitivetagkeys");

    private ConditionAdvice() {}

    static void onOperator(ConditionOperator operator, Json.Member key, Problems problems) {
        String name = key.name().toLowerCase(Locale.ROOT);
        boolean multiValued = MULTI_VALUED.contains(name) || name.endsWith(":amr");
        boolean single = operator.quantifier() == Quantifier.SINGLE;
        if (multiValued && single && operator.comparison() != Comparison.NULL) {
            problems.warn(
                    key.place(),
                    "`%s` has several values: use ForAnyValue or ForAllValues; without, an Allow"
                                    .formatted(DocumentReader.abbreviated(key.name()))
                            + " does not match two values and a Deny always does");
        }
        if (!multiValued && !single && name.startsWith("aws:principal")) {
            problems.warn(
                    key.place(),
                    "`%s` has one value: a set operator is not needed"
                            .formatted(DocumentReader.abbreviated(key.name())));
        }
    }

    static void onValue(ConditionOperator operator, Placed value, Problems problems) {
        String text = value.text();
        String shown = DocumentReader.abbreviated(text);
        Comparison comparison = operator.comparison();
        switch (comparison.family()) {
            case NUMERIC -> {
                if (!isNumber(text)) {
                    problems.warn(value.place(), "`%s` is not a number".formatted(shown));
                }
            }
            case IP_ADDRESS -> {
                if (IpRange.parse(text).isEmpty()) {
                    problems.warn(value.place(), "`%s` is not an address or CIDR".formatted(shown));
                }
            }
            case BOOL, NULL -> {
                boolean variable = comparison.family() == Family.BOOL && text.contains("${");
                if (!text.equalsIgnoreCase("true")
                        && !text.equalsIgnoreCase("false")
                        && !variable) {
                    problems.warn(value.place(), "`%s` is not true or false".formatted(shown));
                }
            }
            case BINARY -> {
                if (!isBase64(text)) {
                    problems.warn(value.place(), "`%s` is not base64".formatted(shown));
                }
            }
            case STRING -> {
                boolean exact =
                        comparison != Comparison.STRING_LIKE
                                && comparison != Comparison.STRING_NOT_LIKE;
                if (exact && hasWildcard(text)) {
                    problems.warn(
                            value.place(),
                            "`%s` does not take wildcards: `*` and `?` stand for themselves"
                                    .formatted(comparison.text()));
                }
            }
            case DATE, ARN -> {}
        }
    }

    /** ForAllValues is true without any value: in an Allow it wants a Null beside it. */
    static void onStatement(
            Effect effect, List<Condition> conditions, Json.Place place, Problems problems) {
        if (effect != Effect.ALLOW) {
            return;
        }
        for (Condition condition : conditions) {
            boolean forAll =
                    condition.operator().toLowerCase(Locale.ROOT).startsWith("forallvalues:");
            boolean checked =
                    conditions.stream()
                            .anyMatch(c ->
                                    c.operator().equalsIgnoreCase("Null")
                                            && c.key().equalsIgnoreCase(condition.key()));
            if (forAll && !checked) {
                problems.warn(
                        place,
                        "ForAllValues is true when `%s` is absent: add Null to require it"
                                .formatted(DocumentReader.abbreviated(condition.key())));
            }
        }
    }

    private static boolean hasWildcard(String text) {
        return PatternToken.parse(text, LanguageVersion.V2012_10_17, true).stream()
                .anyMatch(token ->
                        token instanceof PatternToken.AnyText
                                || token instanceof PatternToken.AnyCharacter);
    }

    private static boolean isNumber(String text) {
        if (text.length() > 100) {
            return false;
        }
        try {
            new BigDecimal(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isBase64(String text) {
        try {
            Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
