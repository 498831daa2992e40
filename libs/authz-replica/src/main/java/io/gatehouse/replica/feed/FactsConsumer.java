package io.gatehouse.replica.feed;

import com.google.protobuf.UnsafeByteOperations;

import io.gatehouse.contracts.FactMac;
import io.gatehouse.contracts.Topics;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.model.LogName;
import io.gatehouse.snapshot.ReadingPlace;
import io.gatehouse.snapshot.RefusedImageException;
import io.gatehouse.snapshot.Snapshot;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads both facts topics from their beginning to their end, and on: all partitions, no group,
 * committed transactions only. Confined to one thread.
 */
public final class FactsConsumer {

    private static final Duration POLL = Duration.ofMillis(250);

    /**
     * How long the broker waits for what is not there yet while others' turn may have come: it has
     * one question of a consumer at a time.
     */
    private static final int QUICK_WAIT_MILLIS = 10;

    private final Map<String, Object> settings;
    private final Supplier<Snapshot> fresh;
    private final Consumer<Snapshot> changed;
    private final Supplier<List<String>> topicProblems;
    private final Map<String, Object> client;
    private final @Nullable SavedFacts saved;

    /**
     * Without a snapshot file; the rest as {@link #FactsConsumer(Map, Supplier, Supplier, Consumer,
     * SavedFacts)}.
     */
    public FactsConsumer(
            Map<String, Object> client,
            Supplier<List<String>> topicProblems,
            Supplier<Snapshot> fresh,
            Consumer<Snapshot> changed) {
        this(client, topicProblems, fresh, changed, null);
    }

    /**
     * @param client {@code bootstrap.servers}, {@code client.id} and what security needs
     * @param topicProblems what is wrong with the topics, asked before each reading from the
     *     beginning
     * @param fresh gives an empty snapshot for each reading from the beginning
     * @param changed told after each round of records
     * @param saved starts from a file and keeps it; null for none
     */
    public FactsConsumer(
            Map<String, Object> client,
            Supplier<List<String>> topicProblems,
            Supplier<Snapshot> fresh,
            Consumer<Snapshot> changed,
            @Nullable SavedFacts saved) {
        this.client = Map.copyOf(client);
        this.saved = saved;
        this.topicProblems = topicProblems;
        this.fresh = fresh;
        this.changed = changed;
        Map<String, Object> all = new HashMap<>(client);
        all.putAll(
                Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5_000,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        250,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        4 << 20,
                        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                        StringDeserializer.class,
                        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                        ByteArrayDeserializer.class));
        this.settings = Map.copyOf(all);
    }

    /**
     * Reads until the thread is interrupted, or something is wrong that only a new reading from the
     * beginning can put right: then it throws.
     */
    public void read() {
        List<TopicPartition> all = partitions();
        String topics = saved == null ? "" : topics();
        try {
            Reached reached = catchUp(all, topics);
            goOn(all, topics, reached);
        } catch (RefusedImageException e) {
            if (saved != null) {
                saved.refuse(e.getMessage());
            }
            throw e;
        }
    }

    /** How far catching up came. */
    private record Reached(Snapshot snapshot, Map<TopicPartition, Long> next) {}

    /** To the ends that the partitions have now, or until interrupted. */
    private Reached catchUp(List<TopicPartition> all, String topics) {
        Map<String, Object> quick = new HashMap<>(settings);
        quick.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, QUICK_WAIT_MILLIS);
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(quick)) {
            consumer.assign(all);
            Snapshot snapshot = begin(consumer, topics);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(all));
            Turns turns = new Turns(consumer, all);
            finish(consumer, ends, turns, snapshot);
            changed.accept(snapshot);
            while (!ends.isEmpty() && !Thread.currentThread().isInterrupted()) {
                apply(consumer, snapshot);
                finish(consumer, ends, turns, snapshot);
                changed.accept(snapshot);
            }
            Map<TopicPartition, Long> next = new HashMap<>();
            all.forEach(each -> next.put(each, consumer.position(each)));
            return new Reached(snapshot, next);
        }
    }

    private void goOn(List<TopicPartition> all, String topics, Reached reached) {
        Snapshot snapshot = reached.snapshot();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings)) {
            consumer.assign(all);
            reached.next().forEach(consumer::seek);
            while (!Thread.currentThread().isInterrupted()) {
                apply(consumer, snapshot);
                changed.accept(snapshot);
                if (saved != null) {
                    saved.offer(snapshot, () -> place(consumer, topics));
                }
            }
        }
    }

    private static void apply(KafkaConsumer<String, byte[]> consumer, Snapshot snapshot) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            snapshot.apply(wire(record));
        }
    }

    /** From the file if it is good, else from the beginning. */
    private Snapshot begin(KafkaConsumer<String, byte[]> consumer, String topics) {
        Set<TopicPartition> all = consumer.assignment();
        Optional<SavedFacts.Start> start = Optional.empty();
        if (saved != null) {
            Map<TopicPartition, Long> first = consumer.beginningOffsets(all);
            Map<TopicPartition, Long> end = consumer.endOffsets(all);
            start =
                    saved.start(
                            topics,
                            place ->
                                    all.stream()
                                            .allMatch(each -> {
                                                long offset = offset(place, each);
                                                return first.getOrDefault(each, 0L) <= offset
                                                        && offset <= end.getOrDefault(each, 0L);
                                            }));
        }
        if (start.isEmpty()) {
            consumer.seekToBeginning(all);
            return fresh.get();
        }
        ReadingPlace place = start.get().place();
        all.forEach(each -> consumer.seek(each, offset(place, each)));
        return start.get().snapshot();
    }

    private static long offset(ReadingPlace place, TopicPartition partition) {
        return place.offset(log(partition.topic()), partition.partition());
    }

    private static ReadingPlace place(KafkaConsumer<String, byte[]> consumer, String topics) {
        long[] identity = new long[Topics.PARTITIONS];
        long[] policy = new long[Topics.PARTITIONS];
        for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
            identity[partition] =
                    consumer.position(new TopicPartition(Topics.IDENTITY_FACTS.wire(), partition));
            policy[partition] =
                    consumer.position(new TopicPartition(Topics.POLICY_FACTS.wire(), partition));
        }
        return new ReadingPlace(topics, identity, policy);
    }

    /** Names this cluster and these topics: others of the same names have other ids. */
    private String topics() {
        List<String> names = Topics.facts().stream().map(Topics::wire).toList();
        try (Admin admin = Admin.create(client)) {
            StringBuilder ids = new StringBuilder(admin.describeCluster().clusterId().get());
            var described = admin.describeTopics(names).allTopicNames().get();
            for (String name : names) {
                TopicDescription topic = described.get(name);
                ids.append(' ').append(topic == null ? "none" : topic.topicId());
            }
            return ids.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new KafkaException("the topics cannot be described", e);
        }
    }

    /** Topics that are not as they must be are not read: what they hold may be incomplete. */
    private List<TopicPartition> partitions() {
        List<String> problems = topicProblems.get();
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("; ", problems));
        }
        List<TopicPartition> all = new ArrayList<>();
        for (Topics topic : Topics.facts()) {
            for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
                all.add(new TopicPartition(topic.wire(), partition));
            }
        }
        return all;
    }

    /** Tells the snapshot which partitions have passed the end they had when reading began. */
    private static void finish(
            KafkaConsumer<String, byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Turns turns,
            Snapshot snapshot) {
        Iterator<Map.Entry<TopicPartition, Long>> each = ends.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<TopicPartition, Long> end = each.next();
            if (consumer.position(end.getKey()) >= end.getValue()) {
                each.remove();
                snapshot.caughtUp(log(end.getKey().topic()), end.getKey().partition());
                turns.ended(end.getKey());
            }
        }
    }

    private static LogName log(String topic) {
        return topic.equals(Topics.IDENTITY_FACTS.wire()) ? LogName.IDENTITY : LogName.POLICY;
    }

    private static WireRecord wire(ConsumerRecord<String, byte[]> record) {
        Header mac = record.headers().lastHeader(FactMac.HEADER);
        return new WireRecord(
                record.topic(),
                record.partition(),
                record.key() == null ? "" : record.key(),
                record.value() == null ? null : UnsafeByteOperations.unsafeWrap(record.value()),
                mac == null
                        ? Map.of()
                        : Map.of(FactMac.HEADER, new String(mac.value(), StandardCharsets.UTF_8)));
    }
}
