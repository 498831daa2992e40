package io.gatehouse.policyservice.usage;

import com.google.protobuf.ByteString;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.UsageRecords;
import io.gatehouse.contracts.UsageRecords.Reading;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.contracts.usage.v1.UsageRecord;
import io.gatehouse.policyservice.feed.Outage;
import io.gatehouse.policyservice.feed.TopicPositions.NextOffset;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows {@code gatehouse.usage} into the ledger: totals and the place where the feed goes on, in
 * one transaction for each batch. Totals only grow, so a batch that comes again, late or in another
 * order changes nothing. What is not ours is counted and dropped. While the database is away the
 * feed waits.
 */
@ApplicationScoped
public class UsageFeed {

    private static final Logger LOG = Logger.getLogger(UsageFeed.class);
    private static final Duration RETRY_MIN = Duration.ofMillis(200);
    private static final Duration RETRY_MAX = Duration.ofSeconds(10);

    private final UsageRecords reader;
    private final Pool pool;
    private final UsagePositions positions;
    private final Counter refused;

    UsageFeed(
            FactMac mac,
            Pool pool,
            @Identifier("usage") UsagePositions positions,
            MeterRegistry metrics) {
        this.reader = new UsageRecords(mac);
        this.pool = pool;
        this.positions = positions;
        this.refused =
                Counter.builder("gatehouse.usage.refused")
                        .description("records of usage that are not ours")
                        .register(metrics);
    }

    @Incoming("usage")
    Uni<Void> receive(ConsumerRecords<String, byte[]> records) {
        List<UsageRecord> accepted = new ArrayList<>();
        Map<Integer, Long> next = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            next.merge(record.partition(), record.offset() + 1, Math::max);
            switch (reader.read(wire(record))) {
                case Reading.Accepted(var usage) -> accepted.add(usage);
                case Reading.Refused(var reason) -> {
                    refused.increment();
                    LOG.warnf("a record of usage is not ours: %s", reason);
                }
            }
        }
        List<NextOffset> offsets =
                next.entrySet().stream()
                        .map(entry -> new NextOffset(entry.getKey(), entry.getValue()))
                        .toList();
        return Uni.createFrom()
                .deferred(() -> write(LedgerWrites.of(accepted), offsets))
                .onFailure(Outage::isOutage)
                .invoke(failure -> LOG.warn("usage waits for the database", failure))
                .onFailure(Outage::isOutage)
                .retry()
                .withBackOff(RETRY_MIN, RETRY_MAX)
                .indefinitely();
    }

    private Uni<Void> write(LedgerWrites writes, List<NextOffset> offsets) {
        return pool.withTransaction(connection ->
                writes.run(connection).chain(() -> positions.move(connection, offsets)));
    }

    private static WireRecord wire(ConsumerRecord<String, byte[]> record) {
        Header mac = record.headers().lastHeader(FactMac.HEADER);
        byte[] value = record.value();
        return new WireRecord(
                record.topic(),
                record.partition(),
                record.key() == null ? "" : record.key(),
                value == null ? null : ByteString.copyFrom(value),
                mac == null
                        ? Map.of()
                        : Map.of(FactMac.HEADER, new String(mac.value(), StandardCharsets.UTF_8)));
    }
}
