/**
 * What a use costs: price lists from a month on, set by the first account.
 *
 * <p>Not here: how much was used.
 */
@NullMarked
package io.gatehouse.policyservice.pricelist;

import org.jspecify.annotations.NullMarked;
