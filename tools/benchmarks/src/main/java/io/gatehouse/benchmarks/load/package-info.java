/**
 * Load against what answers
 *
 * <p>Not here: closed and paced, with verified answers.:servers and what is asked of them.
 */
@NullMarked
package io.gatehouse.benchmarks.load;

import org.jspecify.annotations.NullMarked;
