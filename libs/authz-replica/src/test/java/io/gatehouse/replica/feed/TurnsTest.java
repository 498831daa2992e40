package io.gatehouse.replica.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.contracts.Partitions;
import io.gatehouse.contracts.Topics;
import io.gatehouse.model.PolicyOwner;

import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

class TurnsTest {

    private static final int NUMBERS_AT_ONCE = 2;

    private final List<TopicPartition> all = all();
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");

    private static List<TopicPartition> all() {
        List<TopicPartition> all = new ArrayList<>();
        for (Topics topic : Topics.facts()) {
            for (int number = 0; number < Topics.PARTITIONS; number++) {
                all.add(new TopicPartition(topic.wire(), number));
            }
        }
        return all;
    }

    private Set<TopicPartition> moving() {
        Set<TopicPartition> moving = new HashSet<>(all);
        moving.removeAll(consumer.paused());
        return moving;
    }

    private static Set<Integer> numbers(Set<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }

    @Test
    void a_few_numbers_are_read_at_once_those_of_everybodys_policies_first() {
        consumer.assign(all);
        Turns turns = new Turns(consumer, all);
        assertThat(numbers(moving()))
                .hasSize(NUMBERS_AT_ONCE)
                .contains(Partitions.of(PolicyOwner.AWS));

        Set<TopicPartition> ended = new HashSet<>();
        while (ended.size() < all.size()) {
            Set<TopicPartition> moving = moving();
            TopicPartition next =
                    moving.stream().filter(each -> !ended.contains(each)).findFirst().orElseThrow();
            turns.ended(next);
            ended.add(next);
            assertThat(moving()).as("what is at its end is read on").containsAll(ended);
            Set<TopicPartition> unfinished = moving();
            unfinished.removeAll(ended);
            assertThat(numbers(unfinished)).hasSizeLessThanOrEqualTo(NUMBERS_AT_ONCE);
        }
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void what_ended_before_its_turn_does_not_take_one() {
        consumer.assign(all);
        Turns turns = new Turns(consumer, all);
        Set<TopicPartition> first = moving();
        all.stream().filter(each -> !first.contains(each)).forEach(turns::ended);
        assertThat(moving()).isEqualTo(first);
        turns.ended(first.iterator().next());
        first.forEach(turns::ended);
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void a_number_has_its_turn_until_both_topics_are_at_their_ends() {
        consumer.assign(all);
        Turns turns = new Turns(consumer, all);
        Set<TopicPartition> first = moving();
        int number = first.iterator().next().partition();
        List<TopicPartition> both =
                first.stream().filter(each -> each.partition() == number).toList();
        assertThat(both).hasSize(2);
        turns.ended(both.getFirst());
        turns.ended(both.getFirst());
        assertThat(moving()).isEqualTo(first);
        turns.ended(both.getLast());
        assertThat(numbers(moving())).hasSize(NUMBERS_AT_ONCE + 1);
    }
}
