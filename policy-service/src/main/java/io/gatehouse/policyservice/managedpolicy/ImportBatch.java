package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.eventstore.LockedLog;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.importing.ImportResult;
import io.gatehouse.policyservice.log.StreamChange;
import io.gatehouse.policyservice.request.Inputs;
import io.gatehouse.policyservice.value.Decision;
import io.gatehouse.policyservice.value.Quotas;
import io.gatehouse.policyservice.value.Refusals;
import io.smallrye.mutiny.Uni;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Managed policies that are imported by one command: collects changes and results. Of one
 * transaction; not thread-safe.
 */
final class ImportBatch {

    private static final String KIND = "policy";

    private final Map<String, UniqueId> byNameKey;
    private final Set<String> usedIds;
    private final Quotas quotas;
    private final Inputs inputs;
    private final Set<String> taken = new HashSet<>();
    private final List<StreamChange> changes = new ArrayList<>();
    private final List<ImportResult> results = new ArrayList<>();
    private int count;

    ImportBatch(PresentPolicies present, Quotas quotas, Inputs inputs) {
        this.byNameKey = Map.copyOf(present.byNameKey());
        this.usedIds = new HashSet<>(present.usedIds());
        this.count = present.count();
        this.quotas = quotas;
        this.inputs = inputs;
    }

    List<StreamChange> changes() {
        return List.copyOf(changes);
    }

    List<ImportResult> results() {
        return List.copyOf(results);
    }

    /** Decides about one policy under the lock. */
    Uni<Void> take(LockedLog locked, ImportedPolicy policy) {
        String nameKey = policy.arn().name().key();
        if (!taken.add(nameKey)) {
            results.add(
                    ImportResult.refused(
                            KIND,
                            policy.arn().toString(),
                            Refusals.policyExists(policy.arn().name().text())));
            return Uni.createFrom().voidItem();
        }
        UniqueId known = byNameKey.get(nameKey);
        List<String> warnings = new ArrayList<>(policy.warnings());
        UniqueId id = known != null ? known : newId(policy, warnings);
        return LoadedPolicy.load(locked, id)
                .invoke(loaded -> decide(loaded, policy, id, warnings))
                .replaceWithVoid();
    }

    private void decide(
            LoadedPolicy loaded, ImportedPolicy policy, UniqueId id, List<String> warnings) {
        String name = policy.arn().toString();
        boolean isNew = loaded.state() instanceof ManagedPolicy.Absent;
        switch (ManagedPolicyDecider.decide(loaded.state(), policy.command(id, count), quotas)) {
            case Decision.Refused<ManagedPolicyEvent>(var refusal) ->
                    results.add(ImportResult.refused(KIND, name, refusal));
            case Decision.Accepted<ManagedPolicyEvent>(var events) when events.isEmpty() ->
                    results.add(ImportResult.done(KIND, name, "unchanged", id.text(), warnings));
            case Decision.Accepted<ManagedPolicyEvent>(var events) -> {
                changes.add(loaded.change(events));
                count += isNew ? 1 : 0;
                String outcome = isNew ? "created" : "changed";
                results.add(ImportResult.done(KIND, name, outcome, id.text(), warnings));
            }
        }
    }

    /** The id it had elsewhere, unless something has or had it here. */
    private UniqueId newId(ImportedPolicy policy, List<String> warnings) {
        if (policy.givenId().isPresent()) {
            UniqueId given = policy.givenId().get();
            if (usedIds.add(given.text())) {
                return given;
            }
            warnings.add("the id `%s` was used here before and was replaced".formatted(given));
        }
        return inputs.policyId();
    }
}
