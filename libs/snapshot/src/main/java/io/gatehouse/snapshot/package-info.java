/**
 * Facts in, immutable view out. One thread gives records to {@link io.gatehouse.snapshot.Snapshot};
 * any number of threads ask its {@link io.gatehouse.snapshot.SnapshotView}.
 *
 * <p>Not here: Kafka, threads, clocks, the decision itself.
 */
@NullMarked
package io.gatehouse.snapshot;

import org.jspecify.annotations.NullMarked;
