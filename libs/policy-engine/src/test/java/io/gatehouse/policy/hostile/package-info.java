/** Policies and requests made to hurt: cost stays in proportion to their size. */
@NullMarked
package io.gatehouse.policy.hostile;

import org.jspecify.annotations.NullMarked;
