package io.gatehouse.kit.guard;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Context keys that one action adds (SEMANTICS 5): {@code iam:PolicyARN}, {@code aws:RequestTag/…}.
 * Immutable.
 */
public final class ContextKeys {

    private static final ContextKeys NONE = new ContextKeys(Map.of());

    private final Map<String, Value> values;

    /**
     * @param multiValued whether the key is multi-valued by nature
     */
    public record Value(List<String> texts, boolean multiValued) {
        public Value {
            texts = List.copyOf(texts);
        }
    }

    private ContextKeys(Map<String, Value> values) {
        this.values = values;
    }

    public static ContextKeys none() {
        return NONE;
    }

    /** These and a key of one value. */
    public ContextKeys with(String key, String value) {
        return plus(key, new Value(List.of(value), false));
    }

    /** These and a multi-valued key; no values leave the key absent. */
    public ContextKeys withAll(String key, List<String> values) {
        return values.isEmpty() ? this : plus(key, new Value(values, true));
    }

    /**
     * These and the keys of a request that passes tags: {@code aws:RequestTag/K} and {@code
     * aws:TagKeys}; nothing when it passes none.
     */
    public ContextKeys withRequestTags(Map<String, String> tags) {
        ContextKeys all = this;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            all = all.with("aws:RequestTag/" + tag.getKey(), tag.getValue());
        }
        return all.withAll("aws:TagKeys", List.copyOf(tags.keySet()));
    }

    /** These and {@code aws:ResourceTag/K} and {@code iam:ResourceTag/K} of the target. */
    public ContextKeys withResourceTags(Map<String, String> tags) {
        ContextKeys all = this;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            all = all.with("aws:ResourceTag/" + tag.getKey(), tag.getValue());
            all = all.with("iam:ResourceTag/" + tag.getKey(), tag.getValue());
        }
        return all;
    }

    public Map<String, Value> values() {
        return values;
    }

    private ContextKeys plus(String key, Value value) {
        Map<String, Value> more = new TreeMap<>(values);
        more.put(key, value);
        return new ContextKeys(Collections.unmodifiableMap(more));
    }
}
