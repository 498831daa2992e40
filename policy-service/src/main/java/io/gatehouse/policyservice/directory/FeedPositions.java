package io.gatehouse.policyservice.directory;

import io.gatehouse.contracts.Topics;
import io.gatehouse.kit.kafka.KafkaSettings;
import io.gatehouse.policyservice.feed.TopicPositions;
import io.gatehouse.policyservice.feed.TopicPositions.NextOffset;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Where the feed of identity facts goes on, and who was isolated before it did. */
@ApplicationScoped
@Identifier("identity-facts")
class FeedPositions implements KafkaConsumerRebalanceListener {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TopicPositions positions;
    private final Quarantine quarantine;
    private final Sweeps sweeps;

    FeedPositions(Pool pool, Quarantine quarantine, Sweeps sweeps, KafkaSettings kafka) {
        this.positions = new TopicPositions(pool, Topics.IDENTITY_FACTS, kafka.client());
        this.quarantine = quarantine;
        this.sweeps = sweeps;
    }

    /** On the consumer's own thread, which may block. */
    @Override
    public void onPartitionsAssigned(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            quarantine.load().await().atMost(PATIENCE);
            sweeps.forget();
        }
        positions.seek(consumer, partitions);
    }

    Uni<Void> move(SqlConnection connection, List<NextOffset> next) {
        return positions.move(connection, next);
    }
}
