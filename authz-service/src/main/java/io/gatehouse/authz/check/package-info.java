/**
 * The question and its answer: validates, takes one view, gathers, lets the engine decide, and says
 * why. gRPC and REST are two faces of {@link io.gatehouse.authz.check.Checks}.
 *
 * <p>Not here: how facts arrive, and the rules of the decision.
 */
@NullMarked
package io.gatehouse.authz.check;

import org.jspecify.annotations.NullMarked;
