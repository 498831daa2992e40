package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.ConditionOperator.Comparison;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;

/**
 * The Numeric operators (SEMANTICS 4): decimal, exact. Policy values are read once; a whole number
 * of up to 18 digits in the request is compared without allocating.
 */
final class NumericValues implements ValueTest {

    private static final int LONGEST = 100;

    private final Comparison comparison;
    private final @Nullable BigDecimal[] values;
    private final long[] whole;
    private final boolean allWhole;

    NumericValues(List<String> texts, Comparison comparison) {
        this.comparison = comparison;
        this.values = new BigDecimal[texts.size()];
        this.whole = new long[values.length];
        boolean all = true;
        for (int i = 0; i < values.length; i++) {
            values[i] = parse(texts.get(i));
            boolean plain = isPlain(texts.get(i));
            if (plain) {
                whole[i] = Long.parseLong(texts.get(i));
            }
            all &= plain;
        }
        this.allWhole = all;
    }

    @Override
    public int test(String value, Evaluation evaluation) {
        if (allWhole && isPlain(value)) {
            long number = Long.parseLong(value);
            for (long limit : whole) {
                if (holds(Long.compare(number, limit))) {
                    return MATCH;
                }
            }
            return NO_MATCH;
        }
        BigDecimal number = parse(value);
        if (number == null) {
            return FAILED;
        }
        int result = NO_MATCH;
        for (BigDecimal limit : values) {
            if (limit == null) {
                result = FAILED;
            } else if (holds(number.compareTo(limit))) {
                return MATCH;
            }
        }
        return result;
    }

    private boolean holds(int order) {
        return Ordering.holds(comparison, order);
    }

    private static boolean isPlain(String text) {
        int length = text.length();
        if (length == 0 || length > 18) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }

    /** The limit on the length bounds what a comparison of exponents can cost. */
    private static @Nullable BigDecimal parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
