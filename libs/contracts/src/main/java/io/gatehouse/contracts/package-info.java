/**
 * What leaves a service: topics, partitions, facts, events and their codecs. Writers start at
 * {@link io.gatehouse.contracts.FactRecords} and {@link io.gatehouse.contracts.EventRecords},
 * readers at {@link io.gatehouse.contracts.FactReader}.
 *
 * <p>Not here: who sends it and who reads it.
 */
@NullMarked
package io.gatehouse.contracts;

import org.jspecify.annotations.NullMarked;
