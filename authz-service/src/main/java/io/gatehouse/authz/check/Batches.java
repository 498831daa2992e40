package io.gatehouse.authz.check;

import io.gatehouse.authz.v1.CheckRequest;

/** What the items of a batch share. */
final class Batches {

    private Batches() {}

    /** The shared request with the item laid over it: an item's own field wins, key by key. */
    static CheckRequest merged(CheckRequest shared, CheckRequest item) {
        CheckRequest.Builder merged = shared.toBuilder();
        if (item.hasPrincipal()) {
            merged.setPrincipal(item.getPrincipal());
        }
        CheckRequest.Builder rest = item.toBuilder().clearPrincipal();
        return merged.mergeFrom(rest.build()).build();
    }
}
