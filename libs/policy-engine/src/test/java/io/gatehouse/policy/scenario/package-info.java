/**
 * One question with all its policies, for the reference evaluator and for the compiled engine, and
 * as JSON in the form of {@code gatehouse evaluate}.
 */
@NullMarked
package io.gatehouse.policy.scenario;

import org.jspecify.annotations.NullMarked;
