package io.gatehouse.policyservice.directory;

import com.google.protobuf.ByteString;

import io.gatehouse.contracts.FactReader;
import io.gatehouse.contracts.FactReader.Reading;
import io.gatehouse.contracts.FactReader.Reading.Accepted;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.directory.FeedWrites.Write;
import io.gatehouse.policyservice.feed.Outage;
import io.gatehouse.policyservice.feed.TopicPositions.NextOffset;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows {@code gatehouse.identity.facts} into the read model: rows and the place where the feed
 * goes on, in one transaction for each batch, so that a batch that comes again changes nothing.
 *
 * <p>What is not ours (a missing or forged MAC) is counted and dropped. What is ours and cannot be
 * read or applied quarantines its account, loudly: nothing more of the account is applied until its
 * facts are published again, and names of it are asked of identity-service; other accounts go on.
 * While the database is away the feed waits.
 */
@ApplicationScoped
public class IdentityFeed {

    private static final Logger LOG = Logger.getLogger(IdentityFeed.class);
    private static final Duration RETRY_MIN = Duration.ofMillis(200);
    private static final Duration RETRY_MAX = Duration.ofSeconds(10);

    private final FactReader reader;
    private final Pool pool;
    private final FeedPositions positions;
    private final Quarantine quarantine;
    private final Sweeps sweeps;
    private final DeletedPrincipals deleted;
    private final FeedMetrics metrics;

    IdentityFeed(
            FactReader reader,
            Pool pool,
            @Identifier("identity-facts") FeedPositions positions,
            Quarantine quarantine,
            Sweeps sweeps,
            DeletedPrincipals deleted,
            FeedMetrics metrics) {
        this.reader = reader;
        this.pool = pool;
        this.positions = positions;
        this.quarantine = quarantine;
        this.sweeps = sweeps;
        this.deleted = deleted;
        this.metrics = metrics;
    }

    @Incoming("identity-facts")
    Uni<Void> receive(ConsumerRecords<String, byte[]> records) {
        List<Accepted> accepted = new ArrayList<>();
        Map<Integer, Long> next = new HashMap<>();
        Map<String, String> unreadable = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            next.merge(record.partition(), record.offset() + 1, Math::max);
            switch (reader.read(wire(record))) {
                case Accepted fact -> accepted.add(fact);
                case Reading.Beat beat -> metrics.heard(beat.partition(), beat.publishedBefore());
                case Reading.Tombstone _ -> {
                    // The deletion was a fact, long before.
                }
                case Reading.Refused(var reason) -> {
                    metrics.refused();
                    LOG.warnf("a record of the identity facts is not ours: %s", reason);
                }
                case Reading.Unreadable(var owner, var _, var reason) ->
                        unreadable.put(owner.text(), reason);
            }
        }
        // Heartbeats alone move nothing.
        return accepted.isEmpty() && unreadable.isEmpty()
                ? Uni.createFrom().voidItem()
                : apply(accepted, unreadable, next);
    }

    private Uni<Void> apply(
            List<Accepted> facts, Map<String, String> unreadable, Map<Integer, Long> next) {
        return Uni.createFrom()
                .deferred(() -> quarantine.isolate(unreadable))
                .chain(() -> endDeleted(facts))
                .chain(() -> write(facts, next))
                .onFailure(Outage::isOutage)
                .invoke(failure -> LOG.warn("identity facts wait for the database", failure))
                .onFailure(Outage::isOutage)
                .retry()
                .withBackOff(RETRY_MIN, RETRY_MAX)
                .indefinitely();
    }

    /** Before the rows go, so that a crash in between repeats it. */
    private Uni<Void> endDeleted(List<Accepted> facts) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Accepted accepted : facts) {
            Optional<PrincipalKind> kind = deletedKind(accepted.fact());
            if (kind.isPresent() && accepted.owner() instanceof AccountId account) {
                all = all.chain(() -> end(accepted, account, kind.get()));
            }
        }
        return all;
    }

    private Uni<Void> end(Accepted accepted, AccountId account, PrincipalKind kind) {
        if (!quarantine.admits(accepted)) {
            return Uni.createFrom().voidItem();
        }
        String cause = accepted.key() + '@' + accepted.fact().getNumber();
        return deleted.ended(
                        kind, new UniqueId(deletedId(accepted.fact())), accepted.position(), cause)
                .onFailure(failure -> !Outage.isOutage(failure))
                .recoverWithUni(failure -> {
                    LOG.errorf(failure, "`%s` cannot be applied", accepted.key());
                    return quarantine.isolate(
                            Map.of(account.digits(), String.valueOf(failure.getMessage())));
                });
    }

    private Uni<Void> write(List<Accepted> facts, Map<Integer, Long> next) {
        Sweeps.Round round = sweeps.round();
        return pool.withTransaction(
                        connection -> {
                            List<Uni<?>> all = new ArrayList<>();
                            facts.stream()
                                    .filter(quarantine::admits)
                                    .forEach(accepted ->
                                            all.addAll(writes(connection, accepted, round)));
                            all.add(positions.move(connection, nextOffsets(next)));
                            // Sent without waiting in between: the connection keeps their order.
                            return Uni.combine().all().unis(all).discardItems();
                        })
                .invoke(round::committed);
    }

    private List<Uni<?>> writes(SqlConnection connection, Accepted accepted, Sweeps.Round round) {
        List<Uni<?>> all = new ArrayList<>();
        all.add(quarantine.releaseAtEndOfRepublication(connection, accepted));
        for (Write write : FeedWrites.of(accepted.fact(), round.sweeps(accepted.fact()))) {
            all.add(connection.preparedQuery(write.sql()).execute(write.values()));
        }
        return all;
    }

    private static List<NextOffset> nextOffsets(Map<Integer, Long> next) {
        return next.entrySet().stream()
                .map(entry -> new NextOffset(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Optional<PrincipalKind> deletedKind(Fact fact) {
        if (!fact.getDeleted()) {
            return Optional.empty();
        }
        return switch (fact.getBodyCase()) {
            case USER -> Optional.of(PrincipalKind.USER);
            case GROUP -> Optional.of(PrincipalKind.GROUP);
            case ROLE -> Optional.of(PrincipalKind.ROLE);
            case HEAD,
                    ACCOUNT_FACT,
                    MANAGED_POLICY,
                    PRINCIPAL_POLICIES,
                    RESOURCE_POLICY,
                    GUARDRAILS,
                    BODY_NOT_SET ->
                    Optional.empty();
        };
    }

    private static String deletedId(Fact fact) {
        return fact.hasUser()
                ? fact.getUser().getId()
                : fact.hasGroup() ? fact.getGroup().getId() : fact.getRole().getId();
    }

    private static WireRecord wire(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(header ->
                        headers.put(
                                header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        byte[] value = record.value();
        return new WireRecord(
                record.topic(),
                record.partition(),
                record.key(),
                value == null ? null : ByteString.copyFrom(value),
                headers);
    }
}
