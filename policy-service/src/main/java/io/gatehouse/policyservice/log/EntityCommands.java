package io.gatehouse.policyservice.log;

import io.gatehouse.eventstore.CommandResult;
import io.gatehouse.eventstore.LockedLog;
import io.gatehouse.eventstore.StoredEvent;
import io.gatehouse.eventstore.StoredStream;
import io.gatehouse.eventstore.StreamName;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policyservice.value.Decision;
import io.gatehouse.policyservice.value.Quotas;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;
import java.util.function.Function;

/** Folds, decides and appends under the owner's lock, for any {@link EntityKind}. */
@ApplicationScoped
public class EntityCommands {

    private final PolicyLog log;
    private final QuotaSource quotas;

    EntityCommands(PolicyLog log, QuotaSource quotas) {
        this.log = log;
        this.quotas = quotas;
    }

    /**
     * Runs one command; answers with the state after it.
     *
     * @param id second part of the stream's name
     * @param command made of what is read under the lock
     */
    public <C, S, E> Uni<CommandResult<S>> run(
            PolicyOwner owner,
            Asked asked,
            EntityKind<C, S, E> kind,
            String id,
            Function<LockedLog, Uni<C>> command) {
        return log.run(
                owner,
                asked,
                locked ->
                        command.apply(locked)
                                .chain(wanted ->
                                        locked.stream(new StreamName(kind.name() + "/" + id))
                                                .chain(stored ->
                                                        quotas.of(locked.sql(), owner)
                                                                .map(limits ->
                                                                        decide(
                                                                                owner, kind, stored,
                                                                                wanted, limits)))));
    }

    private static <C, S, E> Change<S> decide(
            PolicyOwner owner,
            EntityKind<C, S, E> kind,
            StoredStream stored,
            C command,
            Quotas limits) {
        S state = kind.absent();
        for (StoredEvent event : stored.events()) {
            state =
                    kind.evolve(
                            state,
                            kind.decode(event.type(), event.typeVersion(), Payloads.json(event)));
        }
        return switch (kind.decide(state, command, limits)) {
            case Decision.Refused<E>(var refusal) -> new Change.Refused<>(refusal);
            case Decision.Accepted<E>(var events) when events.isEmpty() ->
                    new Change.Made<>(state, List.of());
            case Decision.Accepted<E>(var events) -> {
                S after = state;
                for (E event : events) {
                    after = kind.evolve(after, event);
                }
                yield new Change.Made<>(after, List.of(change(owner, kind, stored, events, after)));
            }
        };
    }

    private static <C, S, E> StreamChange change(
            PolicyOwner owner,
            EntityKind<C, S, E> kind,
            StoredStream stored,
            List<E> events,
            S after) {
        return new StreamChange(
                stored.name(),
                events.stream().map(event -> RecordedEvent.plain(kind.encode(event))).toList(),
                events.stream().flatMap(e -> kind.uniqueness(owner, e).stream()).toList(),
                kind.views(owner, after),
                List.of(kind.fact(after)));
    }
}
