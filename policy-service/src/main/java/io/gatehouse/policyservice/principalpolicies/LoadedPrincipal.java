package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.InlinePolicy;
import io.gatehouse.contracts.facts.v1.PrincipalPoliciesFact;
import io.gatehouse.eventstore.LockedLog;
import io.gatehouse.eventstore.StoredEvent;
import io.gatehouse.eventstore.StoredStream;
import io.gatehouse.eventstore.StreamName;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.log.Payloads;
import io.gatehouse.policyservice.log.RecordedEvent;
import io.gatehouse.policyservice.log.StreamChange;
import io.smallrye.mutiny.Uni;

import java.util.List;

/** What hangs on a principal, read under the lock of its account's log. */
record LoadedPrincipal(
        AccountId account, Subject subject, StreamName stream, PrincipalPolicies state) {

    static Uni<LoadedPrincipal> load(LockedLog log, AccountId account, Subject subject) {
        StreamName stream = new StreamName("principal-policies/" + subject.id());
        return log.stream(stream)
                .map(stored -> new LoadedPrincipal(account, subject, stream, fold(stored)));
    }

    /** The state after the events. */
    PrincipalPolicies after(List<PrincipalPoliciesEvent> events) {
        PrincipalPolicies after = state;
        for (PrincipalPoliciesEvent event : events) {
            after = PrincipalPolicies.evolve(after, event);
        }
        return after;
    }

    /** What the events, at least one, do to the stream, rows and facts. */
    StreamChange change(List<PrincipalPoliciesEvent> events) {
        return new StreamChange(
                stream,
                events.stream()
                        .map(event ->
                                RecordedEvent.plain(PrincipalPoliciesEventCodec.encode(event)))
                        .toList(),
                List.of(),
                PrincipalPoliciesView.writes(account, subject, events),
                List.of(fact(subject.id(), after(events))));
    }

    /** What hangs on the principal as authz-service knows it; all documents. */
    static Fact.Builder fact(UniqueId principal, PrincipalPolicies policies) {
        PrincipalPoliciesFact.Builder body =
                PrincipalPoliciesFact.newBuilder().setPrincipalId(principal.text());
        return switch (policies) {
            case PrincipalPolicies.Active active -> {
                active.attached().values().forEach(policy -> body.addAttached(attached(policy)));
                active.inline()
                        .forEach((name, document) ->
                                body.addInline(
                                        InlinePolicy.newBuilder()
                                                .setName(name.text())
                                                .setDocument(document.json())));
                yield Fact.newBuilder().setPrincipalPolicies(body);
            }
            case PrincipalPolicies.Untouched _ -> Fact.newBuilder().setPrincipalPolicies(body);
            case PrincipalPolicies.Ended _ ->
                    Fact.newBuilder().setDeleted(true).setPrincipalPolicies(body);
        };
    }

    private static io.gatehouse.contracts.facts.v1.AttachedPolicy.Builder attached(
            AttachedPolicy policy) {
        return io.gatehouse.contracts.facts.v1.AttachedPolicy.newBuilder()
                .setArn(policy.arn().toString())
                .setId(policy.id().text());
    }

    private static PrincipalPolicies fold(StoredStream stored) {
        PrincipalPolicies policies = PrincipalPolicies.NONE;
        for (StoredEvent event : stored.events()) {
            policies =
                    PrincipalPolicies.evolve(
                            policies,
                            PrincipalPoliciesEventCodec.decode(
                                    event.type(), event.typeVersion(), Payloads.json(event)));
        }
        return policies;
    }
}
