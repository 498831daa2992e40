/**
 * All policies that a principal holds, with their documents: its own, those of its groups, its
 * boundary. What simulations and reports read.
 *
 * <p>Not here: what becomes of them in a decision. Nobody writes here.
 */
@NullMarked
package io.gatehouse.policyservice.holding;

import org.jspecify.annotations.NullMarked;
