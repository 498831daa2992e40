/**
 * The decision: compiled policies, requests, verdicts, traces.
 *
 * <p>Not here: I/O, clocks, frameworks.
 */
@NullMarked
package io.gatehouse.policy.decision;

import org.jspecify.annotations.NullMarked;
