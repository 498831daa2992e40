/**
 * Counters of who used what, in memory-mapped files that outlive their process, and the rounds that
 * hand running totals to whoever publishes them.
 *
 * <p>Not here: Kafka, the ledger, prices, and who is asked for permission.
 */
@NullMarked
package io.gatehouse.metering;

import org.jspecify.annotations.NullMarked;
