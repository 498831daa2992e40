package io.gatehouse.policy.language;

import io.gatehouse.policy.language.ConditionOperator.Comparison;
import io.gatehouse.policy.language.ConditionOperator.Family;
import io.gatehouse.policy.language.Values.Placed;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.Optional;

/** Warnings about the values of conditions that their operator does not read as meant. */
final class ValueAdvice {

    private ValueAdvice() {}

    static void onValue(ConditionOperator operator, String key, Placed value, Problems problems) {
        Comparison comparison = operator.comparison();
        String expected = expected(comparison.family(), value.text());
        if (!expected.isEmpty()) {
            problems.warn(
                    PolicyCheck.DATA_TYPE_MISMATCH,
                    value.place(),
                    "`%s` is not %s".formatted(shown(value), expected));
        }
        if (comparison.family() == Family.STRING && isExact(comparison) && hasWildcard(value)) {
            problems.warn(
                    PolicyCheck.WILDCARD_WITHOUT_LIKE_OPERATOR,
                    value.place(),
                    "`%s` does not take wildcards: `*` and `?` stand for themselves"
                            .formatted(comparison.text()));
        }
        if (problems.advising()) {
            onVariables(comparison, value, problems);
            onRange(comparison, value, problems);
            onDate(comparison, key, value, problems);
        }
    }

    /** What the text should be and is not; empty where it is. */
    private static String expected(Family family, String text) {
        boolean variable = text.contains("${");
        return switch (family) {
            case NUMERIC -> isNumber(text) ? "" : "a number";
            case IP_ADDRESS -> IpRange.parse(text).isPresent() ? "" : "an address or CIDR";
            case NULL -> isBoolean(text) ? "" : "true or false";
            case BOOL -> isBoolean(text) || variable ? "" : "true or false";
            case BINARY -> isBase64(text) ? "" : "base64";
            case ARN ->
                    variable || PatternToken.splitArn(text, LanguageVersion.V2012_10_17).size() == 6
                            ? ""
                            : "an ARN, and matches nothing";
            case STRING, DATE -> "";
        };
    }

    private static boolean isExact(Comparison comparison) {
        return comparison != Comparison.STRING_LIKE && comparison != Comparison.STRING_NOT_LIKE;
    }

    private static void onVariables(Comparison comparison, Placed value, Problems problems) {
        boolean taken =
                switch (comparison.family()) {
                    case STRING, ARN, BOOL -> true;
                    case NUMERIC, DATE, BINARY, IP_ADDRESS, NULL -> false;
                };
        if (!taken && value.text().contains("${")) {
            problems.warn(
                    PolicyCheck.INVALID_VARIABLE_FOR_OPERATOR,
                    value.place(),
                    "`%s` takes no variables".formatted(comparison.text()));
        }
    }

    private static void onRange(Comparison comparison, Placed value, Problems problems) {
        if (comparison.family() != Family.IP_ADDRESS) {
            return;
        }
        int slash = value.text().indexOf('/');
        Optional<IpRange> range = IpRange.parse(value.text());
        Optional<IpRange> address =
                slash < 0 ? Optional.empty() : IpRange.parse(value.text().substring(0, slash));
        boolean masked =
                range.isPresent()
                        && address.isPresent()
                        && (range.get().low() != address.get().low()
                                || range.get().high() != address.get().high());
        if (masked) {
            problems.warn(
                    PolicyCheck.IMPROVE_IP_RANGE,
                    value.place(),
                    "`%s` has bits behind its prefix, which do not count".formatted(shown(value)));
        }
    }

    /** Of the present alone: other dates, such as a session's issue, are meant to be past. */
    private static void onDate(Comparison comparison, String key, Placed value, Problems problems) {
        boolean present =
                key.equalsIgnoreCase("aws:CurrentTime") || key.equalsIgnoreCase("aws:EpochTime");
        boolean closed =
                comparison == Comparison.DATE_LESS_THAN
                        || comparison == Comparison.DATE_LESS_THAN_EQUALS
                        || comparison == Comparison.DATE_EQUALS;
        if (present && closed && problems.isPast(value.text())) {
            problems.warn(
                    PolicyCheck.DATE_PASSED,
                    value.place(),
                    "`%s` has passed: the condition is never true again".formatted(shown(value)));
        }
    }

    private static boolean hasWildcard(Placed value) {
        return PatternToken.parse(value.text(), LanguageVersion.V2012_10_17, true).stream()
                .anyMatch(token ->
                        token instanceof PatternToken.AnyText
                                || token instanceof PatternToken.AnyCharacter);
    }

    private static boolean isBoolean(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
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

    private static String shown(Placed value) {
        return DocumentReader.abbreviated(value.text());
    }
}
