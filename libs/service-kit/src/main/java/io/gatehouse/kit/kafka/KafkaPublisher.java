package io.gatehouse.kit.kafka;

import io.gatehouse.eventstore.OutboxRecord;
import io.gatehouse.eventstore.Publisher;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Publishes in Kafka transactions. The transactional id names the shard, so the broker itself
 * fences an older publisher of it: a relay that was paused, replaced and woken cannot add an old
 * state (DESIGN 2). Readers must read what is committed only. Of one thread.
 */
public final class KafkaPublisher implements Publisher {

    private final Map<String, Object> settings;
    private @Nullable Producer<String, byte[]> producer;

    /**
     * @param clientSettings {@code bootstrap.servers} and what security needs
     * @param transactionalId {@code <service>-relay-<shard>}
     */
    public KafkaPublisher(Map<String, Object> clientSettings, String transactionalId) {
        Map<String, Object> all = new HashMap<>();
        all.put("client.id", transactionalId);
        all.put("max.block.ms", 15_000);
        all.put("request.timeout.ms", 5_000);
        all.put("delivery.timeout.ms", 15_000);
        all.put("transaction.timeout.ms", 20_000);
        all.put("max.request.size", 4 * 1024 * 1024);
        all.putAll(clientSettings);
        all.put("transactional.id", transactionalId);
        all.put("acks", "all");
        all.put("enable.idempotence", true);
        this.settings = Map.copyOf(all);
    }

    @Override
    public void open() {
        close();
        Producer<String, byte[]> opened =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        try {
            opened.initTransactions();
        } catch (RuntimeException e) {
            opened.close(Duration.ZERO);
            throw e;
        }
        producer = opened;
    }

    @Override
    public Delivery publish(List<OutboxRecord> records) {
        Producer<String, byte[]> open = producer;
        if (open == null) {
            return new Delivery.Unavailable("not open");
        }
        List<Future<?>> sent = new ArrayList<>(records.size());
        try {
            open.beginTransaction();
            for (OutboxRecord r : records) {
                Future<?> future = open.send(kafkaRecord(r));
                Throwable refused = causeOf(future);
                if (refused != null && isOfTheRecord(refused)) {
                    // Before anything left this process: it is this record and no other.
                    return abort(open, new Delivery.Undeliverable(sent.size(), describe(refused)));
                }
                sent.add(future);
            }
            open.commitTransaction();
            return new Delivery.Acknowledged();
        } catch (KafkaException e) {
            return failed(open, records, sent, e);
        }
    }

    @Override
    public void close() {
        Producer<String, byte[]> open = producer;
        producer = null;
        if (open != null) {
            open.close(Duration.ofSeconds(5));
        }
    }

    private Delivery failed(
            Producer<String, byte[]> open,
            List<OutboxRecord> records,
            List<Future<?>> sent,
            KafkaException failure) {
        if (isFenced(failure)) {
            return new Delivery.Fenced(describe(failure));
        }
        Throwable ofARecord = null;
        for (Future<?> each : sent) {
            Throwable cause = causeOf(each);
            if (cause != null && isFenced(cause)) {
                return new Delivery.Fenced(describe(cause));
            }
            if (cause != null && isOfTheRecord(cause)) {
                ofARecord = cause;
            }
        }
        if (ofARecord == null) {
            return abort(open, new Delivery.Unavailable(describe(failure)));
        }
        Delivery blamed = abort(open, new Delivery.Undeliverable(0, describe(ofARecord)));
        return records.size() > 1 && blamed instanceof Delivery.Undeliverable
                ? oneByOne(records)
                : blamed;
    }

    /**
     * Finds the record that the broker refuses. When one fails, the client fails what waits beside
     * it with the same error, so the futures of many do not tell which it was. What goes out here
     * is published again with the rest; readers drop what they know by its number.
     */
    private Delivery oneByOne(List<OutboxRecord> records) {
        for (int index = 0; index < records.size(); index++) {
            Delivery delivery = publish(List.of(records.get(index)));
            if (delivery instanceof Delivery.Undeliverable(int _, String why)) {
                return new Delivery.Undeliverable(index, why);
            }
            if (!(delivery instanceof Delivery.Acknowledged)) {
                return delivery;
            }
        }
        return new Delivery.Acknowledged();
    }

    private static Delivery abort(Producer<String, byte[]> open, Delivery delivery) {
        try {
            open.abortTransaction();
            return delivery;
        } catch (KafkaException e) {
            return isFenced(e)
                    ? new Delivery.Fenced(describe(e))
                    : new Delivery.Unavailable(describe(e));
        }
    }

    /** Why a send failed; null when it did not, or not yet. */
    private static @Nullable Throwable causeOf(Future<?> sent) {
        if (!sent.isDone()) {
            return null;
        }
        try {
            sent.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static boolean isFenced(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof ProducerFencedException
                    || t instanceof InvalidProducerEpochException
                    || t instanceof InvalidPidMappingException
                    || t instanceof FencedInstanceIdException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfTheRecord(Throwable failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof InvalidRecordException
                || failure instanceof InvalidTopicException
                || failure instanceof TopicAuthorizationException;
    }

    private static String describe(Throwable failure) {
        Throwable told =
                failure instanceof ApiException || failure.getCause() == null
                        ? failure
                        : failure.getCause();
        return "%s: %s".formatted(told.getClass().getSimpleName(), told.getMessage());
    }

    private static ProducerRecord<String, byte[]> kafkaRecord(OutboxRecord r) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(r.topic(), r.partition(), r.key(), r.value());
        r.headers()
                .forEach((name, text) ->
                        record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
