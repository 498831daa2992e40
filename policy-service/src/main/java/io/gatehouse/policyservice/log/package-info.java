/**
 * From a feature's events to one commit: sealed payloads for the store, facts and clear events for
 * Kafka, rows for reading.
 *
 * <p>Not here: what may happen (deciders), and how it is stored and sent (event-store, contracts).
 */
@NullMarked
package io.gatehouse.policyservice.log;

import org.jspecify.annotations.NullMarked;
