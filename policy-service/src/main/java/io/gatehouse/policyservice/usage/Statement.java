package io.gatehouse.policyservice.usage;

import io.gatehouse.model.AccountId;
import io.gatehouse.policyservice.pricelist.Price;
import io.gatehouse.policyservice.pricelist.PriceList;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an account used in a month, and what it costs.
 *
 * @param currency of the price list; empty where there is none for the month
 * @param amount sum of the lines, rounded half up to the currency's smallest unit
 * @param lines by service and action; amounts exact to twelve places
 * @param incompleteHours as in {@link UsageAnswer}
 */
record Statement(
        String account,
        String month,
        Optional<String> currency,
        Optional<String> amount,
        List<Line> lines,
        List<Instant> incompleteHours) {

    private static final int PLACES = 12;

    Statement {
        lines = List.copyOf(lines);
        incompleteHours = List.copyOf(incompleteHours);
    }

    /**
     * @param price for {@code per} uses; empty where the list has none, which costs nothing
     */
    record Line(
            String service,
            String action,
            long count,
            Optional<String> price,
            Optional<Long> per,
            String amount) {}

    static Statement of(
            AccountId account, YearMonth month, List<UsageRow> rows, Optional<PriceList> list) {
        BigDecimal sum = BigDecimal.ZERO;
        List<Line> lines = new ArrayList<>();
        for (UsageRow row : rows) {
            String service = row.service().orElse("");
            String action = row.action().orElse("");
            Optional<Price> price = list.flatMap(prices -> prices.find(service, action));
            BigDecimal amount =
                    price.map(one -> one.of(row.count(), PLACES)).orElse(BigDecimal.ZERO);
            sum = sum.add(amount);
            lines.add(
                    new Line(
                            service,
                            action,
                            row.count(),
                            price.map(one -> one.amount().toPlainString()),
                            price.map(Price::per),
                            plain(amount)));
        }
        BigDecimal exact = sum;
        return new Statement(
                account.digits(),
                month.toString(),
                list.map(prices -> prices.currency().getCurrencyCode()),
                list.map(prices -> rounded(exact, prices)),
                lines,
                List.of());
    }

    Statement with(List<Instant> incomplete) {
        return new Statement(account, month, currency, amount, lines, incomplete);
    }

    private static String rounded(BigDecimal exact, PriceList list) {
        int places = Math.max(0, list.currency().getDefaultFractionDigits());
        return exact.setScale(places, RoundingMode.HALF_UP).toPlainString();
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
