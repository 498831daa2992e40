package io.gatehouse.kit.keys;

import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The keys of one purpose that are present: the newest (by the order of key ids) signs and
 * encrypts, all verify and decrypt. Immutable; a rotation gives a new ring.
 */
public final class KeyRing {

    private final KeyPurpose purpose;
    private final NavigableMap<String, NamedKey> byId;

    public KeyRing(KeyPurpose purpose, Collection<NamedKey> keys) {
        this.purpose = purpose;
        NavigableMap<String, NamedKey> sorted = new TreeMap<>();
        keys.forEach(key -> sorted.put(key.kid(), key));
        if (sorted.isEmpty()) {
            throw new MissingKeyException("no key for `%s`".formatted(purpose.filePrefix()));
        }
        this.byId = Collections.unmodifiableNavigableMap(sorted);
    }

    public KeyPurpose purpose() {
        return purpose;
    }

    /** The key that signs and encrypts now. */
    public NamedKey newest() {
        return byId.lastEntry().getValue();
    }

    /** The key of that id, if it is still present. */
    public Optional<NamedKey> byId(String kid) {
        return Optional.ofNullable(byId.get(kid));
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
