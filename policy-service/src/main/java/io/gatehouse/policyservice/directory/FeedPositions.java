package io.gatehouse.policyservice.directory;

import io.gatehouse.contracts.Topics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where the feed goes on: in the database, in the transaction of the rows, and not in Kafka, so
 * that a restored database reads on from what it holds. A topic that was made anew (another topic
 * id) is read from its start.
 */
@ApplicationScoped
@Identifier("identity-facts")
class FeedPositions implements KafkaConsumerRebalanceListener {

    private static final String TOPIC = Topics.IDENTITY_FACTS.wire();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pool pool;
    private final Quarantine quarantine;
    private final String bootstrapServers;
    private volatile String topicId = "";

    FeedPositions(
            Pool pool,
            Quarantine quarantine,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.pool = pool;
        this.quarantine = quarantine;
        this.bootstrapServers = bootstrapServers;
    }

    /** The next offset to read of a partition. */
    record NextOffset(int partition, long offset) {}

    /** On the consumer's own thread, which may block. */
    @Override
    public void onPartitionsAssigned(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        topicId = readTopicId();
        quarantine.load().await().atMost(PATIENCE);
        Map<Integer, Long> known = read(topicId);
        for (TopicPartition partition : partitions) {
            Long next = known.get(partition.partition());
            if (next == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, next);
            }
        }
    }

    Uni<Void> move(SqlConnection connection, List<NextOffset> next) {
        if (next.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows =
                next.stream()
                        .map(one -> Tuple.of(TOPIC, one.partition(), topicId, one.offset()))
                        .toList();
        return connection
                .preparedQuery(
                        """
                        insert into feed_position (topic, partition, topic_id, next_offset)
                        values ($1, $2, $3, $4)
                        on conflict (topic, partition) do update
                        set topic_id = excluded.topic_id, next_offset = excluded.next_offset
                        """)
                .executeBatch(rows)
                .replaceWithVoid();
    }

    private Map<Integer, Long> read(String ofTopic) {
        Map<Integer, Long> next = new HashMap<>();
        var rows =
                pool.preparedQuery(
                                """
                                select partition, next_offset from feed_position
                                where topic = $1 and topic_id = $2
                                """)
                        .execute(Tuple.of(TOPIC, ofTopic))
                        .await()
                        .atMost(PATIENCE);
        for (Row row : rows) {
            next.put(row.getInteger("partition"), row.getLong("next_offset"));
        }
        return next;
    }

    private String readTopicId() {
        Map<String, Object> settings =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (Admin admin = Admin.create(settings)) {
            var described =
                    admin.describeTopics(List.of(TOPIC))
                            .allTopicNames()
                            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return Objects.requireNonNull(described.get(TOPIC), "the topic that was asked for")
                    .topicId()
                    .toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Kafka for its topics", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka does not describe `%s`".formatted(TOPIC), e);
        }
    }
}
