/**
 * The AWS API under load, and appends to the history.
 *
 * <p>Not here: decisions.
 */
@NullMarked
package io.gatehouse.benchmarks.api;

import org.jspecify.annotations.NullMarked;
