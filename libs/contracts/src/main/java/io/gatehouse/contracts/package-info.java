/**
 * What leaves a service: topics, partitions, facts, events and their codecs.
 *
 * <p>Not here: who sends it and who reads it.
 */
@NullMarked
package io.gatehouse.contracts;

import org.jspecify.annotations.NullMarked;
