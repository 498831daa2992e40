package io.gatehouse.identity.holding;

import io.gatehouse.model.UniqueId;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All of one kind that an owner holds, in the order it was added.
 *
 * @param <D> what the feature says of each
 */
public record Holdings<D>(List<Holding<D>> all) {

    public Holdings {
        all = List.copyOf(all);
    }

    static <D> Holdings<D> none() {
        return new Holdings<>(List.of());
    }

    public Optional<Holding<D>> find(UniqueId id) {
        return all.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    Holdings<D> with(Holding<D> one) {
        List<Holding<D>> more = new ArrayList<>(all);
        more.add(one);
        return new Holdings<>(more);
    }

    Holdings<D> switched(UniqueId id, boolean on) {
        return new Holdings<>(
                all.stream().map(one -> one.id().equals(id) ? one.switched(on) : one).toList());
    }

    Holdings<D> without(UniqueId id) {
        return new Holdings<>(all.stream().filter(one -> !one.id().equals(id)).toList());
    }
}
