/** The corpus: each numbered rule and each of the eighty decisions as data, run through both. */
@NullMarked
package io.gatehouse.policy.corpus;

import org.jspecify.annotations.NullMarked;
