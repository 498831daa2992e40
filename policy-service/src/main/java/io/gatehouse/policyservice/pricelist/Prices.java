package io.gatehouse.policyservice.pricelist;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gatehouse.eventstore.CommandResult;
import io.gatehouse.eventstore.LockedLog;
import io.gatehouse.eventstore.StoredEvent;
import io.gatehouse.eventstore.StoredStream;
import io.gatehouse.eventstore.StreamName;
import io.gatehouse.eventstore.ViewWrite;
import io.gatehouse.model.AccountId;
import io.gatehouse.policyservice.log.Asked;
import io.gatehouse.policyservice.log.Change;
import io.gatehouse.policyservice.log.Payloads;
import io.gatehouse.policyservice.log.PolicyLog;
import io.gatehouse.policyservice.log.RecordedEvent;
import io.gatehouse.policyservice.log.StreamChange;
import io.gatehouse.policyservice.value.CorruptStreamException;
import io.gatehouse.policyservice.value.Decision;
import io.gatehouse.policyservice.value.Fields;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The price lists, in the first account's log and as rows. Safe for all threads. */
@ApplicationScoped
public class Prices {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PolicyLog log;
    private final Pool pool;

    Prices(PolicyLog log, Pool pool) {
        this.log = log;
        this.pool = pool;
    }

    /** The list that holds in a month. */
    public Uni<Optional<PriceList>> of(YearMonth month) {
        return pool.preparedQuery(
                        """
                        select document from price_list where from_month <= $1
                        order by from_month desc limit 1
                        """)
                .execute(Tuple.of(month.toString()))
                .map(rows -> lists(rows).stream().findFirst());
    }

    /** All lists, the latest first. */
    Uni<List<PriceList>> all() {
        return pool.query("select document from price_list order by from_month desc")
                .execute()
                .map(Prices::lists);
    }

    Uni<CommandResult<PriceList>> set(
            AccountId first, Asked asked, PriceListCommand.SetPrices command) {
        StreamName stream = new StreamName("price-list/" + first);
        return log.run(first, asked, locked -> set(locked, stream, command));
    }

    private static Uni<Change<PriceList>> set(
            LockedLog locked, StreamName stream, PriceListCommand.SetPrices command) {
        return locked.stream(stream)
                .map(stored ->
                        switch (PriceListDecider.decide(fold(stored), command)) {
                            case Decision.Refused<PriceListEvent>(var refusal) ->
                                    new Change.Refused<>(refusal);
                            case Decision.Accepted<PriceListEvent>(var events)
                                    when events.isEmpty() ->
                                    new Change.Made<>(command.list(), List.of());
                            case Decision.Accepted<PriceListEvent>(var events) ->
                                    new Change.Made<>(
                                            command.list(), List.of(change(stream, events)));
                        });
    }

    private static StreamChange change(StreamName stream, List<PriceListEvent> events) {
        return new StreamChange(
                stream,
                events.stream()
                        .map(event -> RecordedEvent.plain(PriceListEventCodec.encode(event)))
                        .toList(),
                List.of(),
                events.stream().map(Prices::row).toList(),
                List.of());
    }

    private static ViewWrite row(PriceListEvent event) {
        PriceList list =
                switch (event) {
                    case PriceListEvent.PricesSet(var set) -> set;
                };
        return client ->
                client.preparedQuery(
                                """
                                insert into price_list (from_month, document) values ($1, $2)
                                on conflict (from_month) do update
                                set document = excluded.document
                                """)
                        .execute(
                                Tuple.of(
                                        list.from().toString(),
                                        PriceListEventCodec.json(list).toString()))
                        .replaceWithVoid();
    }

    private static PriceLists fold(StoredStream stored) {
        PriceLists lists = PriceLists.ABSENT;
        for (StoredEvent event : stored.events()) {
            lists =
                    PriceLists.evolve(
                            lists,
                            PriceListEventCodec.decode(
                                    event.type(), event.typeVersion(), Payloads.json(event)));
        }
        return lists;
    }

    private static List<PriceList> lists(RowSet<Row> rows) {
        List<PriceList> lists = new ArrayList<>();
        for (Row row : rows) {
            try {
                lists.add(
                        PriceListEventCodec.list(
                                new Fields("price_list", JSON.readTree(row.getString(0)))));
            } catch (JsonProcessingException e) {
                throw new CorruptStreamException("a row of price_list is not JSON");
            }
        }
        return lists;
    }
}
