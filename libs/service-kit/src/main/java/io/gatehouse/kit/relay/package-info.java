/**
 * The relays of a writing service and what is measured of them and of the outbox.
 *
 * <p>Not here: how a relay works (event-store) and how it reaches Kafka (kafka).
 */
@NullMarked
package io.gatehouse.kit.relay;

import org.jspecify.annotations.NullMarked;
