/**
 * Facts in, immutable view out.
 *
 * <p>Not here: Kafka, threads, the wire.
 */
@NullMarked
package io.gatehouse.snapshot;

import org.jspecify.annotations.NullMarked;
