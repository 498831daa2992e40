package io.gatehouse.replica;

import io.gatehouse.authz.client.Answer;
import io.gatehouse.authz.client.Answer.Cause;
import io.gatehouse.authz.client.Authorizer;
import io.gatehouse.authz.client.CheckMessages;
import io.gatehouse.authz.client.PermissionQuestion;
import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.FactReader;
import io.gatehouse.model.LogName;
import io.gatehouse.model.Revision;
import io.gatehouse.replica.decide.CheckRefusedException;
import io.gatehouse.replica.decide.Decisions;
import io.gatehouse.replica.feed.CurrentSnapshot;
import io.gatehouse.replica.feed.FactsConsumer;
import io.gatehouse.replica.feed.FactsReading;
import io.gatehouse.replica.feed.Freshness;
import io.gatehouse.replica.feed.NotYetException;
import io.gatehouse.snapshot.Snapshot;
import io.gatehouse.snapshot.SnapshotView;
import io.smallrye.mutiny.Uni;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides inside the application, without a network hop: the snapshot and the code of
 * authz-service, fed from Kafka. Answers are those of authz-service at the same revision. While
 * Kafka is away it decides on by what it has, and says how old that is. Before the facts were read
 * to their end it decides nothing: every answer is {@link Answer.Unanswered}.
 *
 * <p>It decides about principals that are named by ARN: session tokens and signed requests are
 * authz-service's to verify, and are INVALID here. Safe for all threads; a question that wants no
 * revision, or one that is there, is answered on the thread that asks.
 */
public final class EmbeddedReplica implements Authorizer, AutoCloseable {

    private static final Logger LOG = System.getLogger(EmbeddedReplica.class.getName());

    private final CurrentSnapshot current = new CurrentSnapshot();
    private final InstantSource clock;
    private final ReplicaSettings settings;
    private final Freshness freshness;
    private final Decisions decisions;
    private final FactsReading reading;

    private EmbeddedReplica(ReplicaSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.freshness = new Freshness(current, settings.freshness(), clock.instant());
        this.decisions = new Decisions(freshness);
        Map<String, Object> client = new HashMap<>(settings.kafka());
        client.putIfAbsent("client.id", "gatehouse-replica-" + UUID.randomUUID());
        FactReader reader = new FactReader(new FactMac(settings.factKeys()));
        this.reading =
                new FactsReading(
                        new FactsConsumer(
                                client,
                                List::of,
                                () -> new Snapshot(reader, settings.reports(), clock),
                                current::changed));
    }

    /** Begins to read; close it in the end. {@link #awaitReady} before the first question. */
    public static EmbeddedReplica start(ReplicaSettings settings) {
        EmbeddedReplica replica = new EmbeddedReplica(settings, InstantSource.system());
        replica.reading.start();
        return replica;
    }

    /** Whether the facts were read to their end once, so that questions are decided. */
    public boolean isReady() {
        return current.snapshot().isPresent();
    }

    /** Whether the thread that reads facts runs; if not, the replica is of no use any more. */
    public boolean isAlive() {
        return reading.isAlive();
    }

    /** Waits until it is ready, or for so long; whether it is. */
    public boolean awaitReady(Duration patience) {
        return current.atLeast(Revision.NONE, patience)
                .map(_ -> true)
                .onFailure(NotYetException.class)
                .recoverWithItem(false)
                .await()
                .indefinitely();
    }

    /** How far behind a log's writer this is, at most; empty before its first heartbeat. */
    public Optional<Duration> lag(LogName log) {
        return current.snapshot().flatMap(s -> s.heartbeats().lag(log, clock.instant()));
    }

    /** Why accounts stand still; empty when all is well. */
    public Map<String, String> halted() {
        Map<String, String> halted = new HashMap<>();
        current.halted().forEach((log, reason) -> halted.put(log.toString(), reason));
        return halted;
    }

    @Override
    public Uni<Answer> check(PermissionQuestion question) {
        return view(question)
                .map(view -> decide(view, question))
                .onFailure()
                .recoverWithItem(this::unanswered);
    }

    private Uni<SnapshotView> view(PermissionQuestion question) {
        if (!isReady()) {
            return Uni.createFrom()
                    .failure(
                            new CheckRefusedException(
                                    CheckRefusedException.Reason.UNAVAILABLE,
                                    "the facts have not yet been read"));
        }
        Duration wanted = question.deadline().orElse(settings.patience());
        Duration patience =
                wanted.compareTo(settings.patience()) < 0 ? wanted : settings.patience();
        return current.atLeast(question.atLeast(), patience);
    }

    private Answer decide(SnapshotView view, PermissionQuestion question) {
        return CheckMessages.answer(
                decisions.decide(
                        view, CheckMessages.request(question), clock.instant(), settings.count()));
    }

    private Answer unanswered(Throwable failure) {
        return switch (failure) {
            case NotYetException late ->
                    new Answer.Unanswered(Cause.NOT_YET, String.valueOf(late.getMessage()));
            case CheckRefusedException refused ->
                    new Answer.Unanswered(cause(refused.reason()), refused.text());
            default -> {
                LOG.log(Level.ERROR, "a decision failed; nothing was allowed", failure);
                yield new Answer.Unanswered(Cause.FAULT, "the decision failed");
            }
        };
    }

    private static Cause cause(CheckRefusedException.Reason reason) {
        return switch (reason) {
            case INVALID, UNSUPPORTED -> Cause.INVALID;
            case NOT_YET -> Cause.NOT_YET;
            case UNAVAILABLE -> Cause.UNAVAILABLE;
            case UNAUTHENTICATED, FORBIDDEN -> Cause.NOT_PERMITTED;
            case FAULT -> Cause.FAULT;
        };
    }

    @Override
    public void close() {
        reading.close();
    }
}
