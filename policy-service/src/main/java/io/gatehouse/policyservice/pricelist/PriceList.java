package io.gatehouse.policyservice.pricelist;

import java.time.YearMonth;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * All prices from a month on, until the next list.
 *
 * @param prices at most one for each service and action
 */
public record PriceList(YearMonth from, Currency currency, List<Price> prices) {

    private static final int MOST = 5_000;

    public PriceList {
        prices = List.copyOf(prices);
        if (prices.size() > MOST) {
            throw new IllegalArgumentException("a list has at most %d prices".formatted(MOST));
        }
        Set<String> seen = new HashSet<>();
        for (Price price : prices) {
            if (!seen.add(key(price.service(), price.action()))) {
                throw new IllegalArgumentException(
                        "two prices of `%s:%s`".formatted(price.service(), price.action()));
            }
        }
    }

    /** The price of the action, else of its service, else of everything. */
    public Optional<Price> find(String service, String action) {
        return exact(service, action)
                .or(() -> exact(service, Price.ANY))
                .or(() -> exact(Price.ANY, Price.ANY));
    }

    private Optional<Price> exact(String service, String action) {
        String wanted = key(service, action);
        return prices.stream()
                .filter(price -> key(price.service(), price.action()).equals(wanted))
                .findFirst();
    }

    private static String key(String service, String action) {
        return (service + ':' + action).toLowerCase(Locale.ROOT);
    }
}
