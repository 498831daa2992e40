/**
 * The values that every feature of policy-service speaks in: names, paths, documents, tags, quotas,
 * and what a decider answers.
 *
 * <p>Not here: anything that reads, writes or waits.
 */
@NullMarked
package io.gatehouse.policyservice.value;

import org.jspecify.annotations.NullMarked;
