package io.gatehouse.policyservice.pricelist;

import io.gatehouse.policyservice.pricelist.PriceListEvent.PricesSet;

import java.time.YearMonth;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The price lists of this Gatehouse: none yet, or one for each month from which prices changed. */
sealed interface PriceLists {

    PriceLists ABSENT = new Absent();

    record Absent() implements PriceLists {}

    record Present(NavigableMap<YearMonth, PriceList> byMonth) implements PriceLists {
        public Present {
            byMonth = Collections.unmodifiableNavigableMap(new TreeMap<>(byMonth));
        }
    }

    static PriceLists evolve(PriceLists lists, PriceListEvent event) {
        return switch (event) {
            case PricesSet(var list) -> {
                NavigableMap<YearMonth, PriceList> byMonth =
                        switch (lists) {
                            case Absent _ -> new TreeMap<>();
                            case Present present -> new TreeMap<>(present.byMonth());
                        };
                byMonth.put(list.from(), list);
                yield new Present(byMonth);
            }
        };
    }
}
