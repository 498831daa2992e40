/**
 * A Gatehouse of processes of its own, and calls to its door.
 *
 * <p>Not here: what is measured.
 */
@NullMarked
package io.gatehouse.benchmarks.stack;

import org.jspecify.annotations.NullMarked;
