/**
 * Who calls, with what, and how the internal token that says so is made and verified.
 *
 * <p>Not here: whether the caller may (guard).
 */
@NullMarked
package io.gatehouse.kit.call;

import org.jspecify.annotations.NullMarked;
