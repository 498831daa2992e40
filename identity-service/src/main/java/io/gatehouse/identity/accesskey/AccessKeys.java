package io.gatehouse.identity.accesskey;

import io.gatehouse.model.UniqueId;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The access keys of one user or root, in the order they were made. */
public record AccessKeys(List<AccessKey> all) {

    public static final AccessKeys NONE = new AccessKeys(List.of());

    public AccessKeys {
        all = List.copyOf(all);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public int count() {
        return all.size();
    }

    public Optional<AccessKey> find(UniqueId id) {
        return all.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    public AccessKeys with(AccessKey key) {
        List<AccessKey> more = new ArrayList<>(all);
        more.add(key);
        return new AccessKeys(more);
    }

    public AccessKeys withStatus(UniqueId id, boolean active) {
        return new AccessKeys(
                all.stream()
                        .map(k -> k.id().equals(id) ? new AccessKey(id, active, k.created()) : k)
                        .toList());
    }

    public AccessKeys without(UniqueId id) {
        return new AccessKeys(all.stream().filter(key -> !key.id().equals(id)).toList());
    }
}
