package io.gatehouse.policyservice.pricelist;

import io.gatehouse.kit.api.ApiRouteSet;
import io.gatehouse.kit.api.ApiRoutes;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Revision;
import io.gatehouse.policyservice.directory.Directory;
import io.gatehouse.policyservice.log.Requests;
import io.gatehouse.policyservice.log.Requests.Done;
import io.gatehouse.policyservice.request.Access;
import io.gatehouse.policyservice.request.Inputs;
import io.gatehouse.policyservice.request.Permit;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/**
 * {@code /api/usage/prices}. Set by the first account's principals whom it permits {@code
 * gatehouse:PutPriceList}; read by those of any account whom that permits {@code
 * gatehouse:GetPriceList}.
 */
@ApplicationScoped
class PriceListApi implements ApiRouteSet {

    private static final String PATH = "/api/usage/prices";
    private static final String ARN = "arn:aws:gatehouse:::price-list";

    private final Access access;
    private final Directory directory;
    private final Prices prices;
    private final Inputs inputs;

    PriceListApi(Access access, Directory directory, Prices prices, Inputs inputs) {
        this.access = access;
        this.directory = directory;
        this.prices = prices;
        this.inputs = inputs;
    }

    /**
     * A price as it is asked for.
     *
     * @param action left out for all of the service
     * @param price a decimal number, as text
     * @param per left out for one
     */
    record PriceWish(
            @Nullable String service,
            @Nullable String action,
            @Nullable String price,
            @Nullable Long per) {}

    /**
     * A list as it is asked for and shown.
     *
     * @param from month, such as 2026-12
     * @param currency by its code in ISO 4217
     */
    record PriceListWish(
            @Nullable String from, @Nullable String currency, @Nullable List<PriceWish> prices) {}

    record AllPriceLists(List<PriceListWish> lists) {
        public AllPriceLists {
            lists = List.copyOf(lists);
        }
    }

    @Override
    public void registerOn(ApiRoutes routes) {
        routes.post(PATH, PriceListWish.class, this::set);
        routes.get(PATH, this::all);
    }

    private Uni<PriceListWish> set(PriceListWish wish, Call call) {
        PriceList list = list(wish);
        YearMonth present = YearMonth.from(inputs.now().atOffset(ZoneOffset.UTC));
        return requireFirst(call)
                .chain(() -> require(call, "PutPriceList"))
                .chain(permit ->
                        prices.set(
                                call.account(),
                                Requests.asked(call, permit, Revision.NONE),
                                new PriceListCommand.SetPrices(list, present)))
                .map(Done::of)
                .map(done -> shown(done.answer()));
    }

    private Uni<AllPriceLists> all(Call call) {
        return require(call, "GetPriceList")
                .chain(() -> prices.all())
                .map(lists -> new AllPriceLists(lists.stream().map(PriceListApi::shown).toList()));
    }

    private Uni<Void> requireFirst(Call call) {
        return directory
                .reached(call, call.account())
                .chain(() -> directory.isFirst(call.account()))
                .invoke(first -> {
                    if (!first) {
                        throw access.denied(
                                call,
                                new ActionName("gatehouse", "PutPriceList"),
                                ARN,
                                "Only the first account may set prices.");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Permit> require(Call call, String action) {
        return access.require(call, new ActionName("gatehouse", action), ARN, ContextKeys.none());
    }

    private static PriceList list(PriceListWish wish) {
        try {
            List<Price> prices = new ArrayList<>();
            for (PriceWish price : wish.prices() == null ? List.<PriceWish>of() : wish.prices()) {
                prices.add(price(price));
            }
            return new PriceList(
                    YearMonth.parse(given("from", wish.from())),
                    currency(given("currency", wish.currency())),
                    prices);
        } catch (DateTimeException e) {
            throw invalid("`from` is a month, such as 2026-12, not `%s`".formatted(wish.from()));
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw invalid("`%s` is no currency of ISO 4217".formatted(code));
        }
    }

    private static Price price(PriceWish wish) {
        String text = given("price", wish.price());
        if (!text.matches("[0-9]{1,15}([.][0-9]{1,12})?")) {
            throw invalid("`price` is a decimal number such as 0.25, not `%s`".formatted(text));
        }
        return new Price(
                given("service", wish.service()),
                wish.action() == null ? Price.ANY : wish.action(),
                new BigDecimal(text),
                wish.per() == null ? 1 : wish.per());
    }

    private static String given(String name, @Nullable String value) {
        if (value == null) {
            throw invalid("`%s` is missing".formatted(name));
        }
        return value;
    }

    private static PriceListWish shown(PriceList list) {
        return new PriceListWish(
                list.from().toString(),
                list.currency().getCurrencyCode(),
                list.prices().stream()
                        .map(price ->
                                new PriceWish(
                                        price.service(),
                                        price.action(),
                                        price.amount().toPlainString(),
                                        price.per()))
                        .toList());
    }

    private static RefusedException invalid(String message) {
        return RefusedException.of(ErrorCode.INVALID_INPUT, message);
    }
}
