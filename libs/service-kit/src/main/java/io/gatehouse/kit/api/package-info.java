/**
 * JSON endpoints under /api for what AWS has no action for.
 *
 * <p>Not here: what an endpoint does; that is a feature's.
 */
@NullMarked
package io.gatehouse.kit.api;

import org.jspecify.annotations.NullMarked;
