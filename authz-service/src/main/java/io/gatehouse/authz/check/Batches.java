package io.gatehouse.authz.check;

import io.gatehouse.authz.v1.BatchCheckRequest;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.model.Revision;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.Question;

import java.util.ArrayList;
import java.util.List;

/** What the items of a batch share. */
final class Batches {

    private Batches() {}

    /** The items, each laid over the shared request: an item's own field wins, key by key. */
    static List<CheckRequest> merged(BatchCheckRequest batch) {
        List<CheckRequest> merged = new ArrayList<>(batch.getItemsCount());
        for (CheckRequest item : batch.getItemsList()) {
            merged.add(merged(batch.getShared(), item));
        }
        return merged;
    }

    private static CheckRequest merged(CheckRequest shared, CheckRequest item) {
        CheckRequest.Builder merged = shared.toBuilder();
        if (item.hasPrincipal()) {
            merged.setPrincipal(item.getPrincipal());
        }
        CheckRequest.Builder rest = item.toBuilder().clearPrincipal();
        return merged.mergeFrom(rest.build()).build();
    }

    /** What all items together want to see; tokens that cannot be read spoil only their item. */
    static Revision wanted(List<CheckRequest> items) {
        Revision wanted = Revision.NONE;
        String last = "";
        for (CheckRequest item : items) {
            if (!item.getAtLeast().equals(last)) {
                last = item.getAtLeast();
                wanted = wanted.and(readable(last));
            }
        }
        return wanted;
    }

    private static Revision readable(String token) {
        try {
            return Question.revision(token);
        } catch (CheckRefusedException _) {
            return Revision.NONE;
        }
    }
}
