/**
 * May the caller? Asked of authz-service before every management action.
 *
 * <p>Not here: the decision itself.
 */
@NullMarked
package io.gatehouse.kit.guard;

import org.jspecify.annotations.NullMarked;
