package io.gatehouse.policy.decision;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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

    private RequestContext(Builder keys) {
        names = keys.names.clone();
        values = keys.values.clone();
        mask = names.length - 1;
        size = keys.size;
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

    /** Collects keys; a later value of the same key replaces the earlier. Not for threads. */
    public static final class Builder {

        private static final int FIRST_CAPACITY = 32;

        private String[] names = new String[FIRST_CAPACITY];
        private String[][] values = new String[FIRST_CAPACITY][];
        private int size;

        private Builder() {}

        /** A key with one value. */
        public Builder put(String key, String value) {
            return put(key, new String[] {value});
        }

        /** A key with any number of values; more than one makes it multi-valued. */
        public Builder put(String key, Collection<String> values) {
            return put(key, List.copyOf(values).toArray(String[]::new));
        }

        /** As {@link #put(String, String)}, unless the key is there. */
        public Builder putIfAbsent(String key, String value) {
            return has(key) ? this : put(key, value);
        }

        public Builder remove(String key) {
            if (has(key)) {
                Builder others = builder();
                for (int slot = 0; slot < values.length; slot++) {
                    if (values[slot] != null && !KeyNames.same(names[slot], key)) {
                        others.put(names[slot], values[slot]);
                    }
                }
                names = others.names;
                values = others.values;
                size = others.size;
            }
            return this;
        }

        public boolean has(String key) {
            return values[slot(key)] != null;
        }

        /** Takes over all keys of another context; its values win. */
        public Builder putAll(RequestContext other) {
            other.forEach(this::put);
            return this;
        }

        public RequestContext build() {
            return new RequestContext(this);
        }

        private Builder put(String key, String[] those) {
            int slot = slot(key);
            if (values[slot] == null) {
                size++;
            }
            names[slot] = key;
            values[slot] = those;
            if (size * 2 > names.length) {
                grow();
            }
            return this;
        }

        /** Where the key is, or is to be. */
        private int slot(String key) {
            int mask = names.length - 1;
            int slot = KeyNames.hash(key) & mask;
            while (values[slot] != null && !KeyNames.same(names[slot], key)) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        private void grow() {
            String[] namesBefore = names;
            String[][] valuesBefore = values;
            names = new String[2 * namesBefore.length];
            values = new String[names.length][];
            for (int i = 0; i < valuesBefore.length; i++) {
                if (valuesBefore[i] != null) {
                    int slot = slot(namesBefore[i]);
                    names[slot] = namesBefore[i];
                    values[slot] = valuesBefore[i];
                }
            }
        }
    }

    @Override
    public String toString() {
        List<String> keys = new ArrayList<>();
        forEach((key, _) -> keys.add(key));
        return "RequestContext" + keys;
    }
}
