/**
 * Quarkus glue shared by the services: caller identity, guard, error mapping, keys, health.
 *
 * <p>Not here: anything that one service alone uses.
 */
@NullMarked
package io.gatehouse.kit;

import org.jspecify.annotations.NullMarked;
