/**
 * The way of every write: streams folded, commands decided, and events, views, facts and topic
 * events put into one transaction of the event store.
 *
 * <p>Not here: what may happen to an entity, which its feature's decider says.
 */
@NullMarked
package io.gatehouse.identity.log;

import org.jspecify.annotations.NullMarked;
