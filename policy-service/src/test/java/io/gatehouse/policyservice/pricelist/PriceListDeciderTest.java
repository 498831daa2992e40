package io.gatehouse.policyservice.pricelist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.policyservice.pricelist.PriceListCommand.SetPrices;
import io.gatehouse.policyservice.pricelist.PriceListEvent.PricesSet;
import io.gatehouse.policyservice.value.Decision;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;

class PriceListDeciderTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final PriceList CHEAP = list(NOVEMBER, "0.1");
    private static final PriceList DEAR = list(NOVEMBER, "0.2");

    @Test
    void the_first_prices_are_set() {
        assertThat(decide(PriceLists.ABSENT, CHEAP)).isEqualTo(Decision.accept(set(CHEAP)));
    }

    @Test
    void prices_of_the_present_month_are_replaced_and_the_same_again_is_nothing() {
        PriceLists present = PriceLists.evolve(PriceLists.ABSENT, set(CHEAP));
        assertThat(decide(present, DEAR)).isEqualTo(Decision.accept(set(DEAR)));
        assertThat(decide(present, CHEAP)).isEqualTo(Decision.accept());
    }

    @Test
    void a_month_that_is_over_keeps_its_prices() {
        PriceList october = list(NOVEMBER.minusMonths(1), "0.1");
        assertThat(decide(PriceLists.ABSENT, october)).isInstanceOf(Decision.Refused.class);
        PriceLists present = PriceLists.evolve(PriceLists.ABSENT, set(CHEAP));
        assertThat(decide(present, october)).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void the_price_of_an_action_comes_before_that_of_its_service_and_that_of_everything() {
        PriceList list =
                new PriceList(
                        NOVEMBER,
                        Currency.getInstance("EUR"),
                        List.of(
                                new Price("*", "*", BigDecimal.ONE, 1),
                                new Price("s3", "*", BigDecimal.TWO, 1),
                                new Price("s3", "GetObject", BigDecimal.TEN, 1)));
        assertThat(list.find("S3", "getobject").orElseThrow().amount()).isEqualTo("10");
        assertThat(list.find("s3", "PutObject").orElseThrow().amount()).isEqualTo("2");
        assertThat(list.find("iam", "GetUser").orElseThrow().amount()).isEqualTo("1");
        assertThat(list(NOVEMBER, "1").find("iam", "GetUser")).isEmpty();
    }

    @Test
    void what_is_no_price_cannot_be_made() {
        assertThatThrownBy(() -> new Price("s3", "*", new BigDecimal("-1"), 1))
                .hasMessageContaining("not negative");
        assertThatThrownBy(() -> new Price("s3", "*", BigDecimal.ONE, 0))
                .hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new Price("*", "GetObject", BigDecimal.ONE, 1))
                .hasMessageContaining("needs a service");
        Price twice = new Price("s3", "*", BigDecimal.ONE, 1);
        assertThatThrownBy(() ->
                        new PriceList(NOVEMBER, Currency.getInstance("EUR"), List.of(twice, twice)))
                .hasMessageContaining("two prices of `s3:*`");
    }

    private static Decision<PriceListEvent> decide(PriceLists lists, PriceList list) {
        return PriceListDecider.decide(lists, new SetPrices(list, NOVEMBER));
    }

    private static PriceListEvent set(PriceList list) {
        return new PricesSet(list);
    }

    private static PriceList list(YearMonth from, String price) {
        return new PriceList(
                from,
                Currency.getInstance("EUR"),
                List.of(new Price("s3", "*", new BigDecimal(price), 1)));
    }
}
