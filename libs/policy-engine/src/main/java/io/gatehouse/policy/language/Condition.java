package io.gatehouse.policy.language;

import java.util.List;

/**
 * One key under one operator of a Condition element: {@code "operator": {"key": values}}.
 *
 * @param operator as written, prefix and suffix included, any case, possibly unknown
 * @param key as written, any case
 * @param values as written, numbers and booleans by their text; possibly none
 */
public record Condition(String operator, String key, List<String> values) {
    public Condition {
        values = List.copyOf(values);
    }
}
