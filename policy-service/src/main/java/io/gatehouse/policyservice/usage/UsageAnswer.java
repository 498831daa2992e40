package io.gatehouse.policyservice.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code GET /api/usage} answers.
 *
 * @param rows the greatest first
 * @param incompleteHours in which a node was lost before it had published all: a few uses may be
 *     missing, of any account
 */
record UsageAnswer(
        String account,
        Instant from,
        Instant to,
        List<String> groupBy,
        List<UsageRow> rows,
        long total,
        List<Instant> incompleteHours) {

    UsageAnswer {
        groupBy = List.copyOf(groupBy);
        rows = List.copyOf(rows);
        incompleteHours = List.copyOf(incompleteHours);
    }

    static UsageAnswer of(UsageQuestion question, List<UsageRow> rows, List<Instant> incomplete) {
        return new UsageAnswer(
                question.account().digits(),
                question.from(),
                question.to(),
                question.groups().stream().map(UsageQuestion.Group::wire).toList(),
                rows,
                rows.stream().mapToLong(UsageRow::count).sum(),
                incomplete);
    }

    /** The rows as RFC 4180 has them, with a line of names. */
    String csv() {
        StringBuilder text = new StringBuilder();
        List<String> names = new ArrayList<>();
        for (String group : groupBy) {
            names.add(group);
            if (group.equals("principal")) {
                names.add("principal_name");
            }
        }
        names.add("count");
        line(text, names);
        for (UsageRow row : rows) {
            List<String> values = new ArrayList<>();
            for (String group : groupBy) {
                values.add(value(row, group).orElse(""));
                if (group.equals("principal")) {
                    values.add(row.principalName().orElse(""));
                }
            }
            values.add(Long.toString(row.count()));
            line(text, values);
        }
        return text.toString();
    }

    private static Optional<String> value(UsageRow row, String group) {
        return switch (group) {
            case "account" -> row.account();
            case "principal" -> row.principal();
            case "service" -> row.service();
            case "action" -> row.action();
            default -> row.period();
        };
    }

    private static void line(StringBuilder text, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : ",").append(field(values.get(i)));
        }
        text.append("\r\n");
    }

    /** A spreadsheet must not take an action that a caller made up for a formula. */
    private static String field(String value) {
        String plain =
                !value.isEmpty() && "=+-@".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return plain.matches("[^\",\r\n]*") ? plain : '"' + plain.replace("\"", "\"\"") + '"';
    }
}
