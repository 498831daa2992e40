package io.gatehouse.policyservice.pricelist;

/** What can have happened to the price lists. */
public sealed interface PriceListEvent {

    record PricesSet(PriceList list) implements PriceListEvent {}
}
