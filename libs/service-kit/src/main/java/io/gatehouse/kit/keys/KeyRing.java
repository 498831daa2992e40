package io.gatehouse.kit.keys;

import io.gatehouse.model.SecretKeys;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys of one purpose that are present: the newest signs and encrypts, all verify and decrypt.
 * Immutable; a rotation gives a new ring.
 */
public final class KeyRing {

    private final KeyPurpose purpose;
    private final NavigableMap<String, NamedKey> byId;
    private final NamedKey newest;
    private final SecretKeys secrets;
    private final Map<String, KeyRing> derived = new ConcurrentHashMap<>();

    /** Keys of which the last by id is the newest. */
    public KeyRing(KeyPurpose purpose, Collection<NamedKey> keys) {
        this(purpose, keys, keys.stream().max(Comparator.comparing(NamedKey::kid)).orElse(null));
    }

    /**
     * @param newest of the keys, the one that signs and encrypts
     */
    KeyRing(KeyPurpose purpose, Collection<NamedKey> keys, @Nullable NamedKey newest) {
        this.purpose = purpose;
        NavigableMap<String, NamedKey> sorted = new TreeMap<>();
        keys.forEach(key -> sorted.put(key.kid(), key));
        if (sorted.isEmpty() || newest == null) {
            throw new MissingKeyException("no key for `%s`".formatted(purpose.filePrefix()));
        }
        this.byId = Collections.unmodifiableNavigableMap(sorted);
        this.newest = newest;
        Map<String, byte[]> bytes = new HashMap<>();
        keys.forEach(key -> bytes.put(key.kid(), key.secret()));
        this.secrets = new SecretKeys(bytes, newest.kid());
    }

    public KeyPurpose purpose() {
        return purpose;
    }

    /** The key that signs and encrypts now. */
    public NamedKey newest() {
        return newest;
    }

    /** The key of that id, if it is still present. */
    public Optional<NamedKey> byId(String kid) {
        return Optional.ofNullable(byId.get(kid));
    }

    /** The same keys as the libraries take them; one object for each ring. */
    public SecretKeys secrets() {
        return secrets;
    }

    /**
     * Other keys that follow from these, for one use alone; they rotate with them. One ring for
     * each label.
     *
     * @param label of the use, never given to another
     */
    public KeyRing derived(String label) {
        return derived.computeIfAbsent(label, this::derive);
    }

    private KeyRing derive(String label) {
        NamedKey then = newest.derived(label);
        return new KeyRing(
                purpose, byId.values().stream().map(key -> key.derived(label)).toList(), then);
    }

    /** All keys, oldest first. */
    public Collection<NamedKey> all() {
        return byId.values();
    }

    @Override
    public String toString() {
        return "KeyRing[" + purpose + " " + byId.keySet() + "]";
    }
}
