/**
 * Kafka for the services: the transactional publisher behind the relay, and the topics.
 *
 * <p>Not here: what is in a record (contracts) and when it is sent (event-store's relay).
 */
@NullMarked
package io.gatehouse.kit.kafka;

import org.jspecify.annotations.NullMarked;
