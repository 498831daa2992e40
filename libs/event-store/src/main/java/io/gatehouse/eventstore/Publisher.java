package io.gatehouse.eventstore;

import java.util.List;

/**
 * Port to the broker. Of one relay's thread alone: its calls block, and come one at a time.
 *
 * <p>INVARIANT: after {@link #open} of one publisher of a shard has returned, no other publisher of
 * that shard that was opened before can add anything. The broker itself holds this, not a lock that
 * a paused process believes to have still.
 */
public interface Publisher extends AutoCloseable {

    /**
     * Takes the shard over and fences whoever had it.
     *
     * @throws RuntimeException when the broker cannot be reached: called again later
     */
    void open();

    /** Delivers all of these, in this order for each partition, or none. */
    Delivery publish(List<OutboxRecord> records);

    /** Lets go; nothing half delivered becomes visible. */
    @Override
    void close();

    /** How a delivery ended. */
    sealed interface Delivery {

        /** All are durable and visible to readers of what is committed. */
        record Acknowledged() implements Delivery {}

        /**
         * None was delivered: this one never will be as it is.
         *
         * @param index in the list given
         */
        record Undeliverable(int index, String why) implements Delivery {}

        /** None was delivered: another publisher has taken the shard over. */
        record Fenced(String why) implements Delivery {}

        /** Not known to be delivered: to be done again after {@link Publisher#open}. */
        record Unavailable(String why) implements Delivery {}
    }
}
