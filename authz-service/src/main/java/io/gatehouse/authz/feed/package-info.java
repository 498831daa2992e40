/**
 * From the facts topics to the {@link io.gatehouse.snapshot.Snapshot}: one thread reads all
 * partitions; the rest of the service asks {@link io.gatehouse.replica.feed.CurrentSnapshot}.
 *
 * <p>Not here: what facts mean (libs/snapshot), how decisions use them.
 */
@NullMarked
package io.gatehouse.authz.feed;

import org.jspecify.annotations.NullMarked;
