package io.gatehouse.policy.decision;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The context keys of a request. Key names compare without regard to case, tag-key suffixes
 * included (SEMANTICS 4). Immutable, safe to share.
 *
 * <p>An open-addressed table of at most half load: a look-up hashes nothing (callers bring the
 * hash) and allocates nothing.
 */
public final class RequestContext {

    /** No keys at all. */
    public static final RequestContext EMPTY = builder().build();

    private final String[] names;
    private final String[][] values;
    private final int mask;
    private final int size;

    private RequestContext(Map<String, Entry> entries) {
        int capacity = Integer.highestOneBit(Math.max(2, entries.size() * 4 - 1));
        names = new String[capacity];
        values = new String[capacity][];
        mask = capacity - 1;
        size = entries.size();
        for (Entry entry : entries.values()) {
            int slot = KeyNames.hash(entry.name) & mask;
            while (values[slot] != null) {
                slot = (slot + 1) & mask;
            }
            names[slot] = entry.name;
            values[slot] = entry.values.toArray(String[]::new);
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The values of a key; null if the key is absent, empty if it is present without values. */
    public @Nullable List<String> values(String key) {
        String[] found = find(KeyNames.hash(key), key);
        return found == null ? null : List.of(found);
    }

    public boolean has(String key) {
        return find(KeyNames.hash(key), key) != null;
    }

    public int size() {
        return size;
    }

    /** Every key with its values, in no particular order. */
    public void forEach(BiConsumer<String, List<String>> action) {
        for (int slot = 0; slot <= mask; slot++) {
            if (values[slot] != null) {
                action.accept(names[slot], List.of(values[slot]));
            }
        }
    }

    /** The values themselves, not to be changed. {@code hash} is {@link KeyNames#hash}. */
    @Nullable String[] find(int hash, String key) {
        for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
            String[] found = values[slot];
            if (found == null || KeyNames.same(names[slot], key)) {
                return found;
            }
        }
    }

    /** Whether any key starts with the prefix, without regard to case. */
    boolean hasKeyStartingWith(String prefix) {
        for (int slot = 0; slot <= mask; slot++) {
            if (values[slot] != null && KeyNames.sameRegion(names[slot], 0, prefix)) {
                return true;
            }
        }
        return false;
    }

    private record Entry(String name, List<String> values) {}

    /** Collects keys; a later value of the same key replaces the earlier. Not for threads. */
    public static final class Builder {
        private final Map<String, Entry> entries = new LinkedHashMap<>();

        private Builder() {}

        /** A key with one value. */
        public Builder put(String key, String value) {
            entries.put(KeyNames.folded(key), new Entry(key, List.of(value)));
            return this;
        }

        /** A key with any number of values; more than one makes it multi-valued. */
        public Builder put(String key, Collection<String> values) {
            entries.put(KeyNames.folded(key), new Entry(key, List.copyOf(values)));
            return this;
        }

        /** As {@link #put(String, String)}, unless the key is there. */
        public Builder putIfAbsent(String key, String value) {
            entries.putIfAbsent(KeyNames.folded(key), new Entry(key, List.of(value)));
            return this;
        }

        public Builder remove(String key) {
            entries.remove(KeyNames.folded(key));
            return this;
        }

        public boolean has(String key) {
            return entries.containsKey(KeyNames.folded(key));
        }

        /** Takes over all keys of another context; its values win. */
        public Builder putAll(RequestContext other) {
            other.forEach(this::put);
            return this;
        }

        public RequestContext build() {
            return new RequestContext(entries);
        }
    }

    @Override
    public String toString() {
        List<String> keys = new ArrayList<>();
        forEach((key, _) -> keys.add(key));
        return "RequestContext" + keys;
    }
}
