package io.gatehouse.policyservice.log;

import io.gatehouse.contracts.EventEnvelope;
import io.gatehouse.contracts.EventRecords;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.eventstore.CommandMetadata;
import io.gatehouse.eventstore.CommandResult;
import io.gatehouse.eventstore.CommandRunner;
import io.gatehouse.eventstore.CommitPosition;
import io.gatehouse.eventstore.LockedLog;
import io.gatehouse.eventstore.NewEvent;
import io.gatehouse.eventstore.OutboxRecord;
import io.gatehouse.eventstore.Outcome;
import io.gatehouse.eventstore.StoredEvent;
import io.gatehouse.eventstore.UniquenessChange;
import io.gatehouse.eventstore.ViewWrite;
import io.gatehouse.kit.audit.Attempt;
import io.gatehouse.kit.audit.Attempts;
import io.gatehouse.kit.record.FactOutbox;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policyservice.value.EncodedEvent;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The policy logs of all owners: runs a command under the owner's head lock and commits events,
 * rows and records for Kafka together. Safe for all threads.
 */
@ApplicationScoped
public class PolicyLog {

    private final CommandRunner runner;
    private final FactOutbox facts;
    private final Attempts attempts;

    PolicyLog(CommandRunner runner, FactOutbox facts, Attempts attempts) {
        this.runner = runner;
        this.facts = facts;
        this.attempts = attempts;
    }

    /**
     * Runs one command; what is refused is kept as an attempt, what changes nothing is told.
     *
     * @param work reads under the lock and decides; may be called several times
     */
    public <T> Uni<CommandResult<T>> run(
            PolicyOwner owner, Asked asked, Function<LockedLog, Uni<Change<T>>> work) {
        CommandMetadata metadata = asked.metadata();
        return runner.run(
                        owner,
                        metadata,
                        locked -> work.apply(locked).map(change -> outcome(change, metadata)))
                .invoke(result -> tellWhatIsNoEvent(asked, result));
    }

    private void tellWhatIsNoEvent(Asked asked, CommandResult<?> result) {
        Attempt attempt = asked.attempt();
        if (attempt == null) {
            return;
        }
        switch (result) {
            case CommandResult.Refused<?>(var refusal) -> attempts.refused(attempt, refusal);
            case CommandResult.Unchanged<?> _ -> attempts.allowed(attempt);
            case CommandResult.Committed<?> _ -> {}
        }
    }

    /** The records that carry all of an owner's facts again. */
    public List<OutboxRecord> republication(CommitPosition at, List<Fact.Builder> bodies) {
        return facts.republication(at, bodies);
    }

    private <T> Outcome<T> outcome(Change<T> change, CommandMetadata metadata) {
        return switch (change) {
            case Change.Refused<T>(var refusal) -> new Outcome.Refused<>(refusal);
            case Change.Made<T>(var answer, var streams) when streams.isEmpty() ->
                    new Outcome.NothingToDo<>(answer);
            case Change.Made<T>(var answer, var streams) -> append(answer, streams, metadata);
        };
    }

    private <T> Outcome<T> append(T answer, List<StreamChange> streams, CommandMetadata metadata) {
        List<NewEvent> events = new ArrayList<>();
        List<byte[]> published = new ArrayList<>();
        List<UniquenessChange> uniqueness = new ArrayList<>();
        List<ViewWrite> views = new ArrayList<>();
        List<Fact.Builder> bodies = new ArrayList<>();
        for (StreamChange stream : streams) {
            for (RecordedEvent event : stream.events()) {
                EncodedEvent stored = event.stored();
                events.add(
                        new NewEvent(
                                stream.stream(), stored.type(), stored.version(), bytes(stored)));
                published.add(bytes(event.published()));
            }
            uniqueness.addAll(stream.uniqueness());
            views.addAll(stream.views());
            bodies.addAll(stream.facts());
        }
        return new Outcome.Append<>(
                answer,
                events,
                uniqueness,
                views,
                Map.of(),
                !bodies.isEmpty(),
                at -> records(at, metadata, bodies, published));
    }

    private List<OutboxRecord> records(
            CommitPosition at,
            CommandMetadata metadata,
            List<Fact.Builder> bodies,
            List<byte[]> published) {
        List<OutboxRecord> records = new ArrayList<>(facts.of(at, bodies));
        for (int i = 0; i < published.size(); i++) {
            EventEnvelope envelope = envelope(at, at.events().get(i), metadata);
            records.add(FactOutbox.of(EventRecords.of(envelope, published.get(i))));
        }
        return records;
    }

    private static EventEnvelope envelope(
            CommitPosition at, StoredEvent event, CommandMetadata metadata) {
        return new EventEnvelope(
                at.position(),
                event.index(),
                event.count(),
                event.type(),
                event.typeVersion(),
                event.stream().text(),
                event.streamVersion(),
                event.time(),
                metadata.origin().chain(),
                metadata.origin().sourceIp(),
                metadata.origin().userAgent(),
                metadata.requestId(),
                metadata.cause(),
                HexFormat.of().formatHex(event.hash()));
    }

    private static byte[] bytes(EncodedEvent event) {
        return event.payload().toString().getBytes(StandardCharsets.UTF_8);
    }
}
