/**
 * The values that every feature of identity-service speaks in: names, paths, tags, quotas, and what
 * a decider answers.
 *
 * <p>Not here: anything that reads, writes or waits.
 */
@NullMarked
package io.gatehouse.identity.value;

import org.jspecify.annotations.NullMarked;
