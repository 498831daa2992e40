/**
 * The ledger of usage, filled from {@code gatehouse.usage}, and what it answers: usage by group and
 * time, statements, last access.
 *
 * <p>Only {@code UsageFeed} writes its rows. Not here: counting (libs/metering), prices.
 */
@NullMarked
package io.gatehouse.policyservice.usage;

import org.jspecify.annotations.NullMarked;
