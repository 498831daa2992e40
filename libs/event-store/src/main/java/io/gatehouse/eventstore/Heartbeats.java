package io.gatehouse.eventstore;

import java.time.Instant;

/** Makes the record that says "all committed before this instant is published" (DESIGN 3). */
@FunctionalInterface
public interface Heartbeats {

    OutboxRecord of(int partition, Instant publishedBefore);
}
