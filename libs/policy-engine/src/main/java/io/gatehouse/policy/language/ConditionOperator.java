package io.gatehouse.policy.language;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A condition operator taken apart (SEMANTICS 1, 4). Names compare without regard to case.
 *
 * @param ifExists whether an absent key makes it true
 */
public record ConditionOperator(Quantifier quantifier, Comparison comparison, boolean ifExists) {

    private static final String IF_EXISTS = "ifexists";
    private static final Map<String, Comparison> BY_NAME = new TreeMap<>();

    static {
        for (Comparison comparison : Comparison.values()) {
            BY_NAME.put(comparison.text.toLowerCase(Locale.ROOT), comparison);
        }
    }

    /** How many of the request's values must do. */
    public enum Quantifier {
        /** No prefix: the key has one value. */
        SINGLE,
        FOR_ALL_VALUES,
        FOR_ANY_VALUE
    }

    /** What is compared, and how. */
    public enum Family {
        STRING,
        NUMERIC,
        DATE,
        BOOL,
        BINARY,
        IP_ADDRESS,
        ARN,
        NULL
    }

    /** The operators without prefix and suffix. */
    public enum Comparison {
        STRING_EQUALS("StringEquals", Family.STRING, false),
        STRING_NOT_EQUALS("StringNotEquals", Family.STRING, true),
        STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Family.STRING, false),
        STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", Family.STRING, true),
        STRING_LIKE("StringLike", Family.STRING, false),
        STRING_NOT_LIKE("StringNotLike", Family.STRING, true),
        NUMERIC_EQUALS("NumericEquals", Family.NUMERIC, false),
        NUMERIC_NOT_EQUALS("NumericNotEquals", Family.NUMERIC, true),
        NUMERIC_LESS_THAN("NumericLessThan", Family.NUMERIC, false),
        NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Family.NUMERIC, false),
        NUMERIC_GREATER_THAN("NumericGreaterThan", Family.NUMERIC, false),
        NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Family.NUMERIC, false),
        DATE_EQUALS("DateEquals", Family.DATE, false),
        DATE_NOT_EQUALS("DateNotEquals", Family.DATE, true),
        DATE_LESS_THAN("DateLessThan", Family.DATE, false),
        DATE_LESS_THAN_EQUALS("DateLessThanEquals", Family.DATE, false),
        DATE_GREATER_THAN("DateGreaterThan", Family.DATE, false),
        DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Family.DATE, false),
        BOOL("Bool", Family.BOOL, false),
        BINARY_EQUALS("BinaryEquals", Family.BINARY, false),
        IP_ADDRESS("IpAddress", Family.IP_ADDRESS, false),
        NOT_IP_ADDRESS("NotIpAddress", Family.IP_ADDRESS, true),
        ARN_EQUALS("ArnEquals", Family.ARN, false),
        ARN_NOT_EQUALS("ArnNotEquals", Family.ARN, true),
        ARN_LIKE("ArnLike", Family.ARN, false),
        ARN_NOT_LIKE("ArnNotLike", Family.ARN, true),
        NULL("Null", Family.NULL, false);

        private final String text;
        private final Family family;
        private final boolean negated;

        Comparison(String text, Family family, boolean negated) {
            this.text = text;
            this.family = family;
            this.negated = negated;
        }

        /** As documented. */
        public String text() {
            return text;
        }

        public Family family() {
            return family;
        }

        /** Whether it is true when no listed value matches. */
        public boolean isNegated() {
            return negated;
        }
    }

    /** Takes a name apart; empty for one that is not in the closed list. */
    public static Optional<ConditionOperator> parse(String name) {
        String rest = name.toLowerCase(Locale.ROOT);
        Quantifier quantifier = Quantifier.SINGLE;
        if (rest.startsWith("forallvalues:")) {
            quantifier = Quantifier.FOR_ALL_VALUES;
            rest = rest.substring("forallvalues:".length());
        } else if (rest.startsWith("foranyvalue:")) {
            quantifier = Quantifier.FOR_ANY_VALUE;
            rest = rest.substring("foranyvalue:".length());
        }
        boolean ifExists = rest.endsWith(IF_EXISTS);
        if (ifExists) {
            rest = rest.substring(0, rest.length() - IF_EXISTS.length());
        }
        Comparison comparison = BY_NAME.get(rest);
        boolean plain = quantifier == Quantifier.SINGLE && !ifExists;
        if (comparison == null || (comparison == Comparison.NULL && !plain)) {
            return Optional.empty();
        }
        return Optional.of(new ConditionOperator(quantifier, comparison, ifExists));
    }
}
