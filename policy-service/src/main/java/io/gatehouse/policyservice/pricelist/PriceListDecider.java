package io.gatehouse.policyservice.pricelist;

import io.gatehouse.model.ErrorCode;
import io.gatehouse.policyservice.pricelist.PriceListCommand.SetPrices;
import io.gatehouse.policyservice.pricelist.PriceListEvent.PricesSet;
import io.gatehouse.policyservice.value.Decision;

/** What may become of the price lists: a month that is over keeps its prices. */
final class PriceListDecider {

    private PriceListDecider() {}

    static Decision<PriceListEvent> decide(PriceLists lists, PriceListCommand command) {
        return switch (command) {
            case SetPrices(var list, var present) when list.from().isBefore(present) ->
                    Decision.refuse(
                            ErrorCode.INVALID_INPUT,
                            "the prices of %s stay as they were: it is over"
                                    .formatted(list.from()));
            case SetPrices(var list, var _) ->
                    switch (lists) {
                        case PriceLists.Present known
                                when list.equals(known.byMonth().get(list.from())) ->
                                Decision.accept();
                        case PriceLists.Present _, PriceLists.Absent _ ->
                                Decision.accept(new PricesSet(list));
                    };
        };
    }
}
