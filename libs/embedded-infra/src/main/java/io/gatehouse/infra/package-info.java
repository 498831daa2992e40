/**
 * PostgreSQL and Kafka inside one JVM, durable.
 *
 * <p>Not here: the services that use them.
 */
@NullMarked
package io.gatehouse.infra;

import org.jspecify.annotations.NullMarked;
