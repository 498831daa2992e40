package io.gatehouse.kit.relay;

import io.gatehouse.contracts.Topics;
import io.gatehouse.eventstore.Relay;
import io.gatehouse.eventstore.RelayState;
import io.gatehouse.eventstore.Shard;
import io.gatehouse.kit.kafka.KafkaPublisher;
import io.gatehouse.kit.kafka.KafkaSettings;
import io.gatehouse.kit.record.FactOutbox;
import io.gatehouse.kit.service.ServiceName;
import io.vertx.mutiny.core.Vertx;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One relay for each shard of this deployment; instances of a service take turns at each. Safe for
 * all threads.
 */
public final class RelayShards implements AutoCloseable {

    private final int shards;
    private final Function<Shard, Relay> made;
    private volatile List<Relay> relays = List.of();

    /**
     * @param made makes the relay of a shard, at {@link #start}
     */
    public RelayShards(int shards, Function<Shard, Relay> made) {
        if (shards < 1) {
            throw new IllegalArgumentException(
                    "gatehouse.relay.shards is %d, and must be at least 1".formatted(shards));
        }
        this.shards = shards;
        this.made = made;
    }

    /**
     * Relays to Kafka, each in transactions of the name {@code <service>-relay-<shard>}, which the
     * rights on topics know.
     */
    public static Function<Shard, Relay> toKafka(
            Vertx vertx,
            OwnDatabase database,
            FactOutbox facts,
            KafkaSettings kafka,
            ServiceName service) {
        return shard ->
                new Relay(
                        vertx,
                        database.options(),
                        shard,
                        new KafkaPublisher(
                                kafka.client(), service.wire() + "-relay-" + shard.index()),
                        facts::heartbeat);
    }

    /** Once. Returns at once; neither Kafka nor PostgreSQL need be there yet. */
    public void start() {
        relays =
                IntStream.range(0, shards)
                        .mapToObj(index -> made.apply(new Shard(index, shards, Topics.PARTITIONS)))
                        .toList();
        relays.forEach(Relay::start);
    }

    /** Accounts that stand still because a record of theirs cannot be delivered. */
    public int stoppedAccounts() {
        int stopped = 0;
        for (Relay relay : relays) {
            if (relay.state() instanceof RelayState.Serving serving) {
                stopped += serving.stopped().size();
            }
        }
        return stopped;
    }

    /** After the rounds under way. */
    @Override
    public void close() {
        relays.forEach(Relay::close);
    }
}
