/**
 * What all feeds from Kafka share: where each goes on, and which failures pass.
 *
 * <p>Not here: what a record means.
 */
@NullMarked
package io.gatehouse.policyservice.feed;

import org.jspecify.annotations.NullMarked;
