package io.gatehouse.snapshot;

import org.jspecify.annotations.Nullable;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * One value for each key while anyone holds it; forgotten when nobody does. Safe for all threads.
 * The value must not be reachable from its key.
 */
final class WeakInterner<K, V> {

    private final ConcurrentHashMap<K, Entry<K, V>> entries = new ConcurrentHashMap<>();
    private final ReferenceQueue<V> collected = new ReferenceQueue<>();

    /** The key's value, made if nobody holds it. {@code made} may throw; nothing is kept then. */
    V intern(K key, Supplier<V> made) {
        expunge();
        V present = value(key);
        if (present != null) {
            return present;
        }
        V value = made.get();
        Entry<K, V> entry = new Entry<>(key, value, collected);
        while (true) {
            Entry<K, V> other = entries.putIfAbsent(key, entry);
            V theirs = other == null ? value : other.get();
            if (theirs != null) {
                return theirs;
            }
            entries.remove(key, other);
        }
    }

    int size() {
        expunge();
        return entries.size();
    }

    private @Nullable V value(K key) {
        Entry<K, V> entry = entries.get(key);
        return entry == null ? null : entry.get();
    }

    private void expunge() {
        for (var gone = collected.poll(); gone != null; gone = collected.poll()) {
            Entry<?, ?> entry = (Entry<?, ?>) gone;
            entries.remove(entry.key, entry);
        }
    }

    private static final class Entry<K, V> extends WeakReference<V> {
        final K key;

        Entry(K key, V value, ReferenceQueue<V> queue) {
            super(value, queue);
            this.key = key;
        }
    }
}
