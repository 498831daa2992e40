package io.gatehouse.policyservice.usage;

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

import java.util.Collection;
import java.util.List;

/** Where the ledger's feed goes on. */
@ApplicationScoped
@Identifier("usage")
class UsagePositions implements KafkaConsumerRebalanceListener {

    private final TopicPositions positions;

    UsagePositions(Pool pool, KafkaSettings kafka) {
        this.positions = new TopicPositions(pool, Topics.USAGE, kafka.client());
    }

    /** On the consumer's own thread, which may block. */
    @Override
    public void onPartitionsAssigned(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        positions.seek(consumer, partitions);
    }

    Uni<Void> move(SqlConnection connection, List<NextOffset> next) {
        return positions.move(connection, next);
    }
}
