package io.gatehouse.policyservice.feed;

import io.gatehouse.contracts.Topics;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

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
public final class TopicPositions {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pool pool;
    private final String topic;
    private final Map<String, Object> client;
    private volatile String topicId = "";

    /**
     * @param client {@code bootstrap.servers} and what security needs
     */
    public TopicPositions(Pool pool, Topics topic, Map<String, Object> client) {
        this.pool = pool;
        this.topic = topic.wire();
        this.client = Map.copyOf(client);
    }

    /** The next offset to read of a partition. */
    public record NextOffset(int partition, long offset) {}

    /** Goes where the feed was; on the consumer's own thread, which may block. */
    public void seek(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        topicId = readTopicId();
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

    /** Writes down where it goes on, in the transaction of the rows. */
    public Uni<Void> move(SqlConnection connection, List<NextOffset> next) {
        if (next.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows =
                next.stream()
                        .map(one -> Tuple.of(topic, one.partition(), topicId, one.offset()))
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
                        .execute(Tuple.of(topic, ofTopic))
                        .await()
                        .atMost(PATIENCE);
        for (Row row : rows) {
            next.put(row.getInteger("partition"), row.getLong("next_offset"));
        }
        return next;
    }

    private String readTopicId() {
        try (Admin admin = Admin.create(client)) {
            var described =
                    admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return Objects.requireNonNull(described.get(topic), "the topic that was asked for")
                    .topicId()
                    .toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Kafka for its topics", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka does not describe `%s`".formatted(topic), e);
        }
    }
}
