package io.gatehouse.policyservice.usage;

import io.gatehouse.contracts.usage.v1.UsageRecord;
import io.gatehouse.contracts.usage.v1.UsageTotal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A batch of usage records as two statements over {@code usage_total} and {@code
 * usage_incarnation}. Each may be run again: a total that is not greater than the row it meets
 * changes nothing.
 */
final class LedgerWrites {

    private static final String TOTALS =
            """
            insert into usage_total
                (account, hour, principal, service, action, incarnation, total, last_used)
            select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[],
                $6::text[], $7::bigint[], $8::timestamptz[])
            on conflict (account, hour, principal, service, action, incarnation) do update set
                total = excluded.total,
                last_used = greatest(usage_total.last_used, excluded.last_used)
            where usage_total.total < excluded.total
            """;

    private static final String INCARNATIONS =
            """
            insert into usage_incarnation
                (incarnation, process, node, hour, uncounted, damaged, is_final)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::bigint[],
                $6::integer[], $7::boolean[])
            on conflict (incarnation) do update set
                uncounted = greatest(usage_incarnation.uncounted, excluded.uncounted),
                damaged = greatest(usage_incarnation.damaged, excluded.damaged),
                is_final = usage_incarnation.is_final or excluded.is_final,
                last_heard = now()
            """;

    private final Map<Place, UsageTotal> totals = new LinkedHashMap<>();
    private final Map<String, UsageRecord> incarnations = new LinkedHashMap<>();

    private record Place(
            String account,
            long hour,
            String principal,
            String service,
            String action,
            String incarnation) {}

    private LedgerWrites() {}

    /** One row for each place, with the greatest of its totals. */
    static LedgerWrites of(List<UsageRecord> records) {
        LedgerWrites writes = new LedgerWrites();
        records.forEach(writes::add);
        return writes;
    }

    private void add(UsageRecord record) {
        incarnations.merge(record.getIncarnation(), record, LedgerWrites::later);
        for (UsageTotal total : record.getTotalsList()) {
            Place place =
                    new Place(
                            record.getAccount(),
                            record.getHour(),
                            total.getPrincipal(),
                            total.getService(),
                            total.getAction(),
                            record.getIncarnation());
            totals.merge(place, total, (a, b) -> a.getTotal() >= b.getTotal() ? a : b);
        }
    }

    private static UsageRecord later(UsageRecord a, UsageRecord b) {
        return a.getFinal() || a.getSentAt() > b.getSentAt() ? a : b;
    }

    Uni<Void> run(SqlClient sql) {
        Uni<Void> all = Uni.createFrom().voidItem();
        if (!incarnations.isEmpty()) {
            all =
                    all.chain(() ->
                            sql.preparedQuery(INCARNATIONS)
                                    .execute(incarnationRows())
                                    .replaceWithVoid());
        }
        if (!totals.isEmpty()) {
            all = all.chain(() -> sql.preparedQuery(TOTALS).execute(totalRows()).replaceWithVoid());
        }
        return all;
    }

    private Tuple totalRows() {
        List<Map.Entry<Place, UsageTotal>> rows = List.copyOf(totals.entrySet());
        return Tuple.from(
                new Object[] {
                    rows.stream().map(row -> row.getKey().account()).toArray(String[]::new),
                    rows.stream()
                            .map(row -> time(row.getKey().hour()))
                            .toArray(OffsetDateTime[]::new),
                    rows.stream().map(row -> row.getKey().principal()).toArray(String[]::new),
                    rows.stream().map(row -> row.getKey().service()).toArray(String[]::new),
                    rows.stream().map(row -> row.getKey().action()).toArray(String[]::new),
                    rows.stream().map(row -> row.getKey().incarnation()).toArray(String[]::new),
                    rows.stream().map(row -> row.getValue().getTotal()).toArray(Long[]::new),
                    rows.stream()
                            .map(row -> time(row.getValue().getLastUsed()))
                            .toArray(OffsetDateTime[]::new)
                });
    }

    private Tuple incarnationRows() {
        List<UsageRecord> rows = List.copyOf(incarnations.values());
        return Tuple.from(
                new Object[] {
                    rows.stream().map(UsageRecord::getIncarnation).toArray(String[]::new),
                    rows.stream().map(UsageRecord::getProcess).toArray(String[]::new),
                    rows.stream().map(UsageRecord::getNode).toArray(String[]::new),
                    rows.stream().map(row -> time(row.getHour())).toArray(OffsetDateTime[]::new),
                    rows.stream().map(UsageRecord::getUncounted).toArray(Long[]::new),
                    rows.stream().map(UsageRecord::getDamaged).toArray(Integer[]::new),
                    rows.stream().map(UsageRecord::getFinal).toArray(Boolean[]::new)
                });
    }

    private static OffsetDateTime time(long second) {
        return Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC);
    }
}
