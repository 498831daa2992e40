package io.gatehouse.policyservice.usage;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.policyservice.usage.UsageQuestion.Group;
import io.gatehouse.policyservice.usage.UsageQuestion.Only;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Reads the ledger. Safe for all threads. */
@ApplicationScoped
class Ledger {

    /** An incarnation that has been silent for so long without an end was lost. */
    static final Duration SILENCE = Duration.ofMinutes(10);

    private static final int MOST_ROWS = 50_000;

    private final Pool pool;

    Ledger(Pool pool) {
        this.pool = pool;
    }

    /** Sums by what the question groups by; refuses, rather than cuts, what is too long. */
    Uni<List<UsageRow>> usage(UsageQuestion question) {
        List<Object> values = new ArrayList<>();
        values.add(question.account().digits());
        values.add(time(question.from()));
        values.add(time(question.to()));
        StringBuilder where = new StringBuilder();
        for (Only only : question.only()) {
            values.add(only.value());
            String column = "u." + only.column().wire();
            where.append(
                    only.column() == Group.PRINCIPAL
                            ? " and (u.principal = $%1$d or p.name = $%1$d)"
                                    .formatted(values.size())
                            : " and lower(%s) = lower($%d)".formatted(column, values.size()));
        }
        return pool.preparedQuery(sql(question, where.toString()))
                .execute(Tuple.from(values))
                .map(rows -> rows(rows, question));
    }

    /** Sums of one month by service and action. */
    Uni<List<UsageRow>> month(AccountId account, YearMonth month) {
        return usage(
                new UsageQuestion(
                        account,
                        month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                        month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                        java.util.EnumSet.of(Group.SERVICE, Group.ACTION),
                        List.of(),
                        false));
    }

    /** Hours of that time in which something was lost: a node, or counters. */
    Uni<List<Instant>> incompleteHours(Instant from, Instant to) {
        return pool.preparedQuery(
                        """
                        select distinct hour from usage_incarnation
                        where hour >= $1 and hour < $2
                            and (uncounted > 0 or damaged > 0
                                or (not is_final and last_heard < now() - $3 * interval '1 second'))
                        order by hour
                        """)
                .execute(Tuple.of(time(from), time(to), (int) SILENCE.toSeconds()))
                .map(rows -> {
                    List<Instant> hours = new ArrayList<>();
                    rows.forEach(row -> hours.add(row.getOffsetDateTime("hour").toInstant()));
                    return hours;
                });
    }

    private static String sql(UsageQuestion question, String where) {
        StringJoiner columns = new StringJoiner(", ");
        StringJoiner grouped = new StringJoiner(", ");
        for (Group group : question.groups()) {
            switch (group) {
                case ACCOUNT -> {
                    columns.add("u.account as account");
                    grouped.add("u.account");
                }
                case PRINCIPAL -> {
                    columns.add("u.principal as principal");
                    columns.add("max(p.kind || p.path || p.name) as principal_name");
                    grouped.add("u.principal");
                }
                case SERVICE, ACTION -> {
                    columns.add("max(u.%1$s) as %1$s".formatted(group.wire()));
                    grouped.add("lower(u.%s)".formatted(group.wire()));
                }
                case HOUR, DAY, MONTH -> {
                    String period = "date_trunc('%s', u.hour at time zone 'UTC')";
                    columns.add((period + " as period").formatted(group.wire()));
                    grouped.add(period.formatted(group.wire()));
                }
            }
        }
        columns.add("sum(u.total)::bigint as uses");
        columns.add("max(u.last_used) as last_used");
        String groupBy = grouped.length() == 0 ? "" : "group by " + grouped;
        return """
        select %s
        from usage_total u
        left join principal p on p.id = u.principal and p.account = u.account
        where u.account = $1 and u.hour >= date_trunc('hour', $2::timestamptz) and u.hour < $3%s
        %s
        order by uses desc %s
        limit %d
        """
                .formatted(
                        columns,
                        where,
                        groupBy,
                        grouped.length() == 0 ? "" : ", " + grouped,
                        MOST_ROWS + 1);
    }

    private static List<UsageRow> rows(RowSet<Row> rows, UsageQuestion question) {
        if (rows.size() > MOST_ROWS) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT,
                    "the answer has more than %d rows: ask for less time, or group more coarsely"
                            .formatted(MOST_ROWS));
        }
        List<UsageRow> all = new ArrayList<>();
        for (Row row : rows) {
            Long uses = row.getLong("uses");
            if (uses != null) {
                all.add(UsageRow.of(row, question, uses));
            }
        }
        return all;
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
