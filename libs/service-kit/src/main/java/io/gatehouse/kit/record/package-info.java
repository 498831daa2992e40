/**
 * From facts to rows of the outbox: envelope, closing head, and the tombstones that follow
 * deletions.
 *
 * <p>Not here: what a fact says; that is a feature's.
 */
@NullMarked
package io.gatehouse.kit.record;

import org.jspecify.annotations.NullMarked;
