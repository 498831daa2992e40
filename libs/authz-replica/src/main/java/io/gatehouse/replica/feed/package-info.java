/**
 * From the facts topics to the {@link io.gatehouse.snapshot.Snapshot}: one thread reads all
 * partitions; who decides asks {@link io.gatehouse.replica.feed.CurrentSnapshot}.
 *
 * <p>Not here: what facts mean (libs/snapshot), how they are decided on.
 */
@NullMarked
package io.gatehouse.replica.feed;

import org.jspecify.annotations.NullMarked;
