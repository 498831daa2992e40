package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.DateValue;

/**
 * Reads dates and remembers the last: most requests of one second bring the same {@code
 * aws:CurrentTime}, and comparing a text is faster than reading it. For one thread.
 */
final class LastDate {

    private String text = "";
    private long micros = DateValue.NOT_A_DATE;

    /** As {@link DateValue#micros}. */
    long micros(String date) {
        if (!date.equals(text)) {
            micros = DateValue.micros(date);
            text = date;
        }
        return micros;
    }
}
