/**
 * Groups. Who is in one stands in the users' streams, not here.
 *
 * <p>Only {@code GroupActions} and the import write to a group's stream.
 */
@NullMarked
package io.gatehouse.identity.group;

import org.jspecify.annotations.NullMarked;
