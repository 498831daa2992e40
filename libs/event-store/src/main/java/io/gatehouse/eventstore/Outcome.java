package io.gatehouse.eventstore;

import io.gatehouse.model.Refusal;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a command came to, decided under the head lock.
 *
 * @param <T> the answer for the caller
 */
public sealed interface Outcome<T> {

    /**
     * Yes: all of this in one transaction.
     *
     * @param answer for the caller once committed
     * @param events at least one, in order; their streams must have been read from the {@link
     *     LockedLog}
     * @param uniqueness releases and claims, made in the order given
     * @param views rows for reading, written in the order given
     * @param violations names of unique constraints of the views, and the refusal that a violation
     *     of each is
     * @param changesFacts whether {@code records} holds facts: the number then becomes the next
     *     command's previous fact number
     * @param records for Kafka, made when number, time and hashes are known
     */
    record Append<T>(
            T answer,
            List<NewEvent> events,
            List<UniquenessChange> uniqueness,
            List<ViewWrite> views,
            Map<String, Refusal> violations,
            boolean changesFacts,
            Function<CommitPosition, List<OutboxRecord>> records)
            implements Outcome<T> {

        public Append {
            if (events.isEmpty()) {
                throw new IllegalArgumentException("a number is taken by one event or more");
            }
            events = List.copyOf(events);
            uniqueness = List.copyOf(uniqueness);
            views = List.copyOf(views);
            violations = Map.copyOf(violations);
        }

        /** Without uniqueness and views. */
        public Append(
                T answer,
                List<NewEvent> events,
                boolean changesFacts,
                Function<CommitPosition, List<OutboxRecord>> records) {
            this(answer, events, List.of(), List.of(), Map.of(), changesFacts, records);
        }
    }

    /** An expected no: nothing is written, no number is taken. */
    record Refused<T>(Refusal refusal) implements Outcome<T> {}

    /** It is so already: nothing is written, no number is taken. */
    record NothingToDo<T>(T answer) implements Outcome<T> {}
}
