package io.gatehouse.policyservice.pricelist;

import java.time.YearMonth;

/** What can be asked of the price lists. */
sealed interface PriceListCommand {

    /**
     * Sets the prices from a month on, in place of what that month had.
     *
     * @param present the month in which it is asked
     */
    record SetPrices(PriceList list, YearMonth present) implements PriceListCommand {}
}
