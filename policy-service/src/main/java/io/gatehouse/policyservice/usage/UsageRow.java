package io.gatehouse.policyservice.usage;

import io.gatehouse.policyservice.usage.UsageQuestion.Group;
import io.vertx.mutiny.sqlclient.Row;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * One sum of the ledger; what it was not grouped by is empty.
 *
 * @param principal unique id; the account's digits for root
 * @param principalName such as {@code user/team/alice}; empty for principals that are no more,
 *     whose names are not kept
 * @param period first moment of the hour ({@code 2026-11-25T10}), the day or the month
 */
record UsageRow(
        Optional<String> account,
        Optional<String> principal,
        Optional<String> principalName,
        Optional<String> service,
        Optional<String> action,
        Optional<String> period,
        long count,
        Instant lastUsed) {

    private static final int HOUR_LENGTH = 13;
    private static final int DAY_LENGTH = 10;
    private static final int MONTH_LENGTH = 7;

    static UsageRow of(Row row, UsageQuestion question, long uses) {
        Optional<String> account = text(row, question, Group.ACCOUNT);
        Optional<String> principal = text(row, question, Group.PRINCIPAL);
        OffsetDateTime last = row.getOffsetDateTime("last_used");
        return new UsageRow(
                account,
                principal,
                principal.flatMap(id -> name(row, question, id)),
                text(row, question, Group.SERVICE),
                text(row, question, Group.ACTION),
                period(row, question),
                uses,
                last.toInstant());
    }

    private static Optional<String> text(Row row, UsageQuestion question, Group group) {
        return question.groups().contains(group)
                ? Optional.of(row.getString(group.wire()))
                : Optional.empty();
    }

    private static Optional<String> name(Row row, UsageQuestion question, String id) {
        return id.equals(question.account().digits())
                ? Optional.of("root")
                : Optional.ofNullable(row.getString("principal_name"));
    }

    private static Optional<String> period(Row row, UsageQuestion question) {
        return question.groups().stream()
                .filter(Group::isPeriod)
                .findFirst()
                .map(group -> {
                    LocalDateTime begin = row.getLocalDateTime("period");
                    int length =
                            switch (group) {
                                case HOUR -> HOUR_LENGTH;
                                case DAY -> DAY_LENGTH;
                                case MONTH -> MONTH_LENGTH;
                                case ACCOUNT, PRINCIPAL, SERVICE, ACTION ->
                                        throw new IllegalStateException("no period: " + group);
                            };
                    return begin.toString().substring(0, length);
                });
    }
}
