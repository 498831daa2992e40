package io.gatehouse.kit.usage;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.UsageRecords;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.contracts.usage.v1.UsageRecord;
import io.gatehouse.kit.kafka.KafkaSettings;
import io.gatehouse.kit.keys.KeyProvider;
import io.gatehouse.kit.keys.KeyPurpose;
import io.gatehouse.metering.UsageReport;
import io.gatehouse.metering.UsageSink;
import io.gatehouse.metering.UsageTotal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Sends reports to {@code gatehouse.usage}: a record for each account, acknowledged by all replicas
 * before the report counts as taken. Connects at the first report. Of one thread.
 */
@ApplicationScoped
class KafkaUsageSink implements UsageSink {

    private static final Logger LOG = Logger.getLogger(KafkaUsageSink.class);

    private final Map<String, Object> client;
    private final UsageRecords records;
    private final String node;
    private final Counter published;
    private final Counter lost;
    private @Nullable Producer<String, byte[]> producer;

    KafkaUsageSink(
            KafkaSettings kafka, KeyProvider keys, UsageSettings settings, MeterRegistry metrics) {
        Map<String, Object> all = new HashMap<>();
        all.put("client.id", "usage");
        all.put("max.block.ms", 3_000);
        all.put("request.timeout.ms", 3_000);
        all.put("delivery.timeout.ms", 6_000);
        // The gateway has no Kafka, and never makes this.
        all.putAll(kafka.client());
        all.put("acks", "all");
        all.put("enable.idempotence", true);
        this.client = Map.copyOf(all);
        this.records = new UsageRecords(new FactMac(() -> keys.ring(KeyPurpose.FACTS).secrets()));
        this.node = settings.node();
        this.published = metrics.counter("gatehouse.usage.published");
        this.lost = metrics.counter("gatehouse.usage.lost");
    }

    @Override
    public boolean take(UsageReport report) {
        if (report.damaged() > 0 || report.uncounted() > 0) {
            lost.increment(report.damaged());
            LOG.errorf(
                    "usage of %s in the hour of %s: %d counters are damaged, %d uses had no room",
                    report.process(), report.hour(), report.damaged(), report.uncounted());
        }
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            for (WireRecord record : split(report)) {
                sent.add(open().send(kafka(record)));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
            published.increment(report.totals().size());
            return true;
        } catch (KafkaException | ExecutionException e) {
            LOG.debug("usage was not taken", e);
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void close() {
        Producer<String, byte[]> open = producer;
        producer = null;
        if (open != null) {
            open.close(Duration.ofSeconds(3));
        }
    }

    /** One record for each account, and one that tells the state where nothing else does. */
    private List<WireRecord> split(UsageReport report) {
        Map<String, UsageRecord.Builder> byAccount = new TreeMap<>();
        for (UsageTotal total : report.totals()) {
            byAccount
                    .computeIfAbsent(total.key().account(), account -> head(report, account))
                    .addTotals(
                            io.gatehouse.contracts.usage.v1.UsageTotal.newBuilder()
                                    .setPrincipal(total.key().principal())
                                    .setService(total.key().service())
                                    .setAction(total.key().action())
                                    .setTotal(total.total())
                                    .setLastUsed(total.lastUsed().getEpochSecond()));
        }
        List<WireRecord> all = new ArrayList<>();
        byAccount.values().forEach(usage -> all.add(records.of(usage.build())));
        if (report.isFinal() || byAccount.isEmpty()) {
            all.add(records.of(head(report, "").setFinal(report.isFinal()).build()));
        }
        return all;
    }

    private UsageRecord.Builder head(UsageReport report, String account) {
        return UsageRecord.newBuilder()
                .setIncarnation(report.incarnation().toString())
                .setProcess(report.process())
                .setNode(node)
                .setHour(report.hour().getEpochSecond())
                .setUncounted(report.uncounted())
                .setDamaged(report.damaged())
                .setAccount(account)
                .setSentAt(System.currentTimeMillis());
    }

    private Producer<String, byte[]> open() {
        Producer<String, byte[]> open = producer;
        if (open == null) {
            open = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
            producer = open;
        }
        return open;
    }

    private static ProducerRecord<String, byte[]> kafka(WireRecord record) {
        ProducerRecord<String, byte[]> sent =
                new ProducerRecord<>(
                        record.topic(), record.partition(), record.key(), record.valueBytes());
        record.headers()
                .forEach((name, text) ->
                        sent.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return sent;
    }
}
