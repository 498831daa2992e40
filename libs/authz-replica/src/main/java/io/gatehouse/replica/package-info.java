/**
 * The embedded replica: an {@link io.gatehouse.authz.client.Authorizer} that decides inside the
 * application's JVM, on facts from Kafka.
 *
 * <p>Not here: reading the facts ({@code replica.feed}), deciding ({@code replica.decide}).
 */
@NullMarked
package io.gatehouse.replica;

import org.jspecify.annotations.NullMarked;
