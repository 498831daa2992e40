/**
 * Coverage-guided fuzzing with Jazzer. In an ordinary test run the inputs kept beside the tests are
 * replayed; {@code JAZZER_FUZZ=1} looks for new ones.
 */
@NullMarked
package io.gatehouse.policy.fuzz;

import org.jspecify.annotations.NullMarked;
