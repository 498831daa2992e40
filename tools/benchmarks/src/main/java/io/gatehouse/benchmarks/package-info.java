/**
 * Measurements, JMH and load.
 *
 * <p>Not here: product code.
 */
@NullMarked
package io.gatehouse.benchmarks;

import org.jspecify.annotations.NullMarked;
