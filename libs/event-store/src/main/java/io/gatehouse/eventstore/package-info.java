/**
 * History in PostgreSQL: account log, streams, command runner, outbox, relay.
 *
 * <p>Not here: any event type of IAM, Kafka, Quarkus.
 */
@NullMarked
package io.gatehouse.eventstore;

import org.jspecify.annotations.NullMarked;
