/**
 * Where a running service spends processor time and memory, from a flight recording.
 *
 * <p>Not here: the load that it is under meanwhile.
 */
@NullMarked
package io.gatehouse.benchmarks.profile;

import org.jspecify.annotations.NullMarked;
