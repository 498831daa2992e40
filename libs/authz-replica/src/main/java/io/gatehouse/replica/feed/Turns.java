package io.gatehouse.replica.feed;

import io.gatehouse.contracts.Partitions;
import io.gatehouse.contracts.Topics;
import io.gatehouse.model.PolicyOwner;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the partitions up to their ends a few numbers at a time, in both topics: what a log's facts
 * make is put together when its end is reached, and until then they are held as they came. All at
 * once, that would be the whole population; this way it is a small part of it. A partition that has
 * reached its end is read on. Confined to the consumer's thread.
 */
final class Turns {

    /** Enough that one is fetched while another is worked off. */
    private static final int AT_ONCE = 2;

    private final Consumer<?, ?> consumer;
    private final Collection<TopicPartition> all;
    private final Deque<Integer> later = new ArrayDeque<>();
    private final Set<Integer> reading = new HashSet<>();
    private final Set<TopicPartition> ended = new HashSet<>();

    /**
     * Begins: what is not of the first numbers stands still.
     *
     * @param all partitions of both topics, assigned to the consumer
     */
    Turns(Consumer<?, ?> consumer, Collection<TopicPartition> all) {
        this.consumer = consumer;
        this.all = all;
        // Everybody's policies first: the others' facts may wait for them.
        int everybodys = Partitions.of(PolicyOwner.AWS);
        later.add(everybodys);
        for (int number = 0; number < Topics.PARTITIONS; number++) {
            if (number != everybodys) {
                later.add(number);
            }
        }
        consumer.pause(all);
        for (int i = 0; i < AT_ONCE; i++) {
            next();
        }
    }

    /** This partition has reached its end, perhaps before its turn. */
    void ended(TopicPartition partition) {
        ended.add(partition);
        boolean wasRead = reading.contains(partition.partition());
        if (wasRead && isEnded(partition.partition())) {
            reading.remove(partition.partition());
            next();
        }
    }

    private void next() {
        while (!later.isEmpty()) {
            int number = later.remove();
            consumer.resume(of(number));
            if (!isEnded(number)) {
                reading.add(number);
                return;
            }
        }
    }

    private boolean isEnded(int number) {
        return ended.containsAll(of(number));
    }

    private Set<TopicPartition> of(int number) {
        return all.stream()
                .filter(each -> each.partition() == number)
                .collect(Collectors.toUnmodifiableSet());
    }
}
