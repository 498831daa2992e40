/**
 * Every decision and every management call counted to who is billed, and sent to {@code
 * gatehouse.usage}.
 *
 * <p>Not here: how counters outlive a process (libs/metering), the ledger (policy-service).
 */
@NullMarked
package io.gatehouse.kit.usage;

import org.jspecify.annotations.NullMarked;
