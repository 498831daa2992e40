package io.gatehouse.policyservice.pricelist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.policyservice.pricelist.PriceListEvent.PricesSet;
import io.gatehouse.policyservice.value.CorruptStreamException;
import io.gatehouse.policyservice.value.EncodedEvent;
import io.gatehouse.policyservice.value.Fields;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** Events of price lists to JSON and back. Nothing in them is personal. */
public final class PriceListEventCodec {

    private static final String SET = "price-list.set";

    private PriceListEventCodec() {}

    public static EncodedEvent encode(PriceListEvent event) {
        return switch (event) {
            case PricesSet(var list) -> new EncodedEvent(SET, 1, json(list));
        };
    }

    /** Reads what {@link #encode} wrote, now or years ago; else throws CorruptStreamException. */
    public static PriceListEvent decode(String type, int version, JsonNode payload) {
        if (!(type + ".v" + version).equals(SET + ".v1")) {
            throw new CorruptStreamException(
                    "no codec reads `%s` in version %d".formatted(type, version));
        }
        return new PricesSet(list(new Fields(type, payload)));
    }

    /** A list as events and rows hold it. */
    static ObjectNode json(PriceList list) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("from", list.from().toString());
        json.put("currency", list.currency().getCurrencyCode());
        ArrayNode prices = json.putArray("prices");
        for (Price price : list.prices()) {
            prices.addObject()
                    .put("service", price.service())
                    .put("action", price.action())
                    .put("price", price.amount().toPlainString())
                    .put("per", price.per());
        }
        return json;
    }

    static PriceList list(Fields fields) {
        try {
            List<Price> prices = new ArrayList<>();
            for (JsonNode price : fields.list("prices")) {
                Fields of = new Fields(fields.type(), price);
                prices.add(
                        new Price(
                                of.text("service"),
                                of.text("action"),
                                new BigDecimal(of.text("price")),
                                of.value("per").asLong()));
            }
            return new PriceList(
                    YearMonth.parse(fields.text("from")),
                    Currency.getInstance(fields.text("currency")),
                    prices);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw fields.broken("prices");
        }
    }
}
