package io.gatehouse.policyservice.usage;

import io.gatehouse.kit.api.QueryText;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of the ledger: whose usage, when, counted together by what.
 *
 * @param from included; hours count whole
 * @param to not included
 * @param groups in the order of {@link Group}; none gives one total
 * @param only values that columns must have; actions and services compare without case
 */
record UsageQuestion(
        AccountId account,
        Instant from,
        Instant to,
        Set<Group> groups,
        List<Only> only,
        boolean isCsv) {

    private static final Set<String> KNOWN =
            Set.of("account", "from", "to", "group_by", "principal", "service", "action", "format");

    /** By what usage can be counted together. */
    enum Group {
        ACCOUNT("account"),
        PRINCIPAL("principal"),
        SERVICE("service"),
        ACTION("action"),
        HOUR("hour"),
        DAY("day"),
        MONTH("month");

        private static final Set<Group> PERIODS = Set.of(HOUR, DAY, MONTH);

        private final String wire;

        Group(String wire) {
            this.wire = wire;
        }

        String wire() {
            return wire;
        }

        boolean isPeriod() {
            return PERIODS.contains(this);
        }

        static Optional<Group> find(String wire) {
            for (Group group : values()) {
                if (group.wire.equals(wire)) {
                    return Optional.of(group);
                }
            }
            return Optional.empty();
        }
    }

    /** A column and the value that it must have. */
    record Only(Group column, String value) {}

    /**
     * Reads a query; what is left out: the caller's account, the present month, by service.
     *
     * @throws RefusedException InvalidInput, naming what is wrong
     */
    static UsageQuestion parse(QueryText query, AccountId own, Instant now) {
        query.requireOnly(KNOWN);
        Instant to = query.value("to").map(text -> moment("to", text)).orElse(now.plusSeconds(1));
        Instant from =
                query.value("from")
                        .map(text -> moment("from", text))
                        .orElseGet(() ->
                                YearMonth.from(now.atOffset(ZoneOffset.UTC))
                                        .atDay(1)
                                        .atStartOfDay(ZoneOffset.UTC)
                                        .toInstant());
        if (!from.isBefore(to)) {
            throw invalid("`from` is before `to`, and %s is not before %s".formatted(from, to));
        }
        List<Only> only = new ArrayList<>();
        for (Group column : List.of(Group.PRINCIPAL, Group.SERVICE, Group.ACTION)) {
            query.value(column.wire()).ifPresent(value -> only.add(new Only(column, value)));
        }
        return new UsageQuestion(
                query.value("account").map(UsageQuestion::account).orElse(own),
                from,
                to,
                groups(query.value("group_by").orElse("service")),
                only,
                isCsv(query.value("format").orElse("json")));
    }

    /** An account id in a query. */
    static AccountId account(String text) {
        if (!AccountId.isValid(text)) {
            throw invalid("`account` is twelve digits, not `%s`".formatted(text));
        }
        return new AccountId(text);
    }

    private static Set<Group> groups(String text) {
        Set<Group> groups = EnumSet.noneOf(Group.class);
        for (String name : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            Group group =
                    Group.find(name)
                            .orElseThrow(() ->
                                    invalid(
                                            ("`group_by` takes account, principal, service,"
                                                            + " action and one of hour, day, month,"
                                                            + " not `%s`")
                                                    .formatted(name)));
            groups.add(group);
        }
        if (groups.stream().filter(Group::isPeriod).count() > 1) {
            throw invalid("`group_by` takes one of hour, day, month");
        }
        return groups;
    }

    private static boolean isCsv(String format) {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "json" -> false;
            case "csv" -> true;
            default -> throw invalid("`format` is json or csv, not `%s`".formatted(format));
        };
    }

    /** A month, a day, or an instant; in UTC. */
    private static Instant moment(String name, String text) {
        try {
            return switch (text.length()) {
                case 7 -> YearMonth.parse(text).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
                case 10 -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
                default -> Instant.parse(text);
            };
        } catch (DateTimeException e) {
            throw invalid(
                    ("`%s` is a month, a day or an instant, such as 2026-11, 2026-11-25 or"
                                    + " 2026-11-25T10:00:00Z, not `%s`")
                            .formatted(name, text));
        }
    }

    private static RefusedException invalid(String message) {
        return RefusedException.of(ErrorCode.INVALID_INPUT, message);
    }
}
