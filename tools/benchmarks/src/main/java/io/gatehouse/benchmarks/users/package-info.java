/**
 * A million users: what they take in memory, how fast decisions about them are, how fast they come
 * back from a snapshot file.
 *
 * <p>Not here: the network; see the load benchmarks.
 */
@NullMarked
package io.gatehouse.benchmarks.users;

import org.jspecify.annotations.NullMarked;
