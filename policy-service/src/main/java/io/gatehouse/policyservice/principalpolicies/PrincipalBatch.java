package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.model.Refusal;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.importing.ImportResult;
import io.gatehouse.policyservice.log.StreamChange;
import io.gatehouse.policyservice.principalpolicies.ImportPlan.Wish;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesCommand.AttachPolicy;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesCommand.PutInlinePolicy;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.InlinePolicyRewritten;
import io.gatehouse.policyservice.value.Decision;
import io.gatehouse.policyservice.value.Quotas;
import io.gatehouse.policyservice.value.Refusals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Principals whose policies are imported by one command: collects changes and results. Of one
 * transaction; not thread-safe.
 */
final class PrincipalBatch {

    private final Quotas quotas;
    private final List<StreamChange> changes = new ArrayList<>();
    private final List<ImportResult> results = new ArrayList<>();

    PrincipalBatch(Quotas quotas) {
        this.quotas = quotas;
    }

    List<StreamChange> changes() {
        return List.copyOf(changes);
    }

    List<ImportResult> results() {
        return List.copyOf(results);
    }

    void refuse(List<Wish> wishes, Refusal refusal) {
        wishes.forEach(wish ->
                results.add(ImportResult.refused(wish.resultKind(), wish.title(), refusal)));
    }

    /** Decides about all wishes for one principal, one after another. */
    void take(LoadedPrincipal loaded, List<Wish> wishes, Map<String, UniqueId> policies) {
        List<PrincipalPoliciesEvent> events = new ArrayList<>();
        for (Wish wish : wishes) {
            switch (wish) {
                case Wish.Write write ->
                        decide(
                                loaded,
                                wish,
                                new PutInlinePolicy(write.name(), write.document()),
                                events);
                case Wish.Attach attach -> {
                    UniqueId id = policies.get(attach.arn().toString());
                    if (id == null) {
                        refuse(List.of(wish), Refusals.notAttachable(attach.arn().toString()));
                    } else {
                        AttachedPolicy policy = new AttachedPolicy(id, attach.arn());
                        decide(loaded, wish, new AttachPolicy(policy), events);
                    }
                }
            }
        }
        if (!events.isEmpty()) {
            changes.add(loaded.change(events));
        }
    }

    private void decide(
            LoadedPrincipal loaded,
            Wish wish,
            PrincipalPoliciesCommand command,
            List<PrincipalPoliciesEvent> before) {
        switch (PrincipalPoliciesDecider.decide(
                loaded.after(before), loaded.subject(), command, quotas)) {
            case Decision.Refused<PrincipalPoliciesEvent>(var refusal) ->
                    refuse(List.of(wish), refusal);
            case Decision.Accepted<PrincipalPoliciesEvent>(var events) -> {
                before.addAll(events);
                results.add(
                        ImportResult.done(
                                wish.resultKind(),
                                wish.title(),
                                outcome(events),
                                loaded.subject().id().text(),
                                wish.resultWarnings()));
            }
        }
    }

    private static String outcome(List<PrincipalPoliciesEvent> events) {
        if (events.isEmpty()) {
            return "unchanged";
        }
        return events.getFirst() instanceof InlinePolicyRewritten ? "changed" : "created";
    }
}
