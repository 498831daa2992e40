package io.gatehouse.contracts;

import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the facts of one command stand in their account's log; becomes the envelope of each (DESIGN
 * 2, "Facts").
 *
 * @param position owner, log, epoch and the number that the command took, 1 or more
 * @param previousNumber the account's last number before this one that had facts; 0 for the first.
 *     For a republication, the last number that had facts, which may be the position's own
 * @param seen what the writer had seen of other logs: readers hold these facts back until they have
 *     seen as much. Positions in the writer's own log are left out
 * @param committedAt by the clock of the writer's database
 * @param pastEpochs of this log, oldest first; empty for the first epoch
 * @param base the last republication of this account in this epoch, if there was one
 */
public record FactPlacement(
        LogPosition position,
        long previousNumber,
        Revision seen,
        Instant committedAt,
        List<String> pastEpochs,
        Optional<Republication> base) {

    public FactPlacement {
        if (position.number() < 1
                || previousNumber < 0
                || previousNumber > position.number()
                || position.epoch().isEmpty()) {
            throw new IllegalArgumentException(
                    "numbers start at 1 and grow, in a named epoch: %s after %d"
                            .formatted(position, previousNumber));
        }
        pastEpochs = List.copyOf(pastEpochs);
    }

    /** A placement in a log that never was restored nor republished. */
    public FactPlacement(
            LogPosition position, long previousNumber, Revision seen, Instant committedAt) {
        this(position, previousNumber, seen, committedAt, List.of(), Optional.empty());
    }

    /**
     * All facts of an account published again (DESIGN 2: emptied Kafka, gap, new epoch).
     *
     * @param id unique for each republication, such as a UUID
     * @param number the log's number when it was made: facts up to it that do not carry the id no
     *     longer count
     */
    public record Republication(String id, long number) {

        public Republication {
            if (id.isEmpty() || number < 0) {
                throw new IllegalArgumentException("a republication has an id and a number");
            }
        }
    }
}
