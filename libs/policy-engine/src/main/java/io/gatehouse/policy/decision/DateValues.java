package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.ConditionOperator.Comparison;
import io.gatehouse.policy.language.DateValue;

import java.util.List;

/** The Date operators (SEMANTICS 4); policy values are read once. */
final class DateValues implements ValueTest {

    private final Comparison comparison;
    private final long[] instants;

    DateValues(List<String> texts, Comparison comparison) {
        this.comparison = comparison;
        this.instants = new long[texts.size()];
        for (int i = 0; i < instants.length; i++) {
            instants[i] = DateValue.micros(texts.get(i));
        }
    }

    @Override
    public int test(String value, Evaluation evaluation) {
        long instant = evaluation.dates.micros(value);
        if (instant == DateValue.NOT_A_DATE) {
            return FAILED;
        }
        int result = NO_MATCH;
        for (long limit : instants) {
            if (limit == DateValue.NOT_A_DATE) {
                result = FAILED;
            } else if (Ordering.holds(comparison, Long.compare(instant, limit))) {
                return MATCH;
            }
        }
        return result;
    }
}
