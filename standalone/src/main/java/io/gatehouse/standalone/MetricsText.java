package io.gatehouse.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a service's Prometheus page says about lag.
 *
 * @param page the text exposition format
 */
record MetricsText(String page) {

    /** The largest value of a metric over its labels; empty when it is not on the page. */
    OptionalDouble largest(String metric) {
        return page.lines()
                .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .mapToDouble(Double::parseDouble)
                .filter(Double::isFinite)
                .max();
    }

    /**
     * In words: how old the oldest unsent change is, how far behind the newest fact, and how far
     * behind decisions are; and how many stored values still need an older key, if any. Empty when
     * the service has none of them.
     */
    String behind() {
        List<String> words = new ArrayList<>();
        largest("gatehouse_outbox_age_seconds")
                .ifPresent(seconds -> words.add("outbox %.1f s".formatted(seconds)));
        largest("gatehouse_projection_lag_seconds")
                .ifPresent(seconds -> words.add("facts %.1f s".formatted(seconds)));
        largest("gatehouse_facts_lag_seconds")
                .ifPresent(seconds -> words.add("decisions %.1f s".formatted(seconds)));
        largest("gatehouse_sealed_older")
                .ifPresent(values -> {
                    if (values > 0) {
                        words.add("%.0f values need an older key".formatted(values));
                    }
                });
        return String.join(", ", words);
    }
}
