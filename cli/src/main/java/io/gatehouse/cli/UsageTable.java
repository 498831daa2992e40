package io.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Usage for people: columns as wide as they must be, and bars in eighths of a character. */
final class UsageTable {

    private static final int BAR = 30;
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
    private static final Set<String> PERIODS = Set.of("hour", "day", "month");

    private UsageTable() {}

    /** The answer of {@code GET /api/usage}. */
    static String usage(JsonNode answer) {
        List<String> groups = new ArrayList<>();
        answer.path("group_by").forEach(group -> groups.add(group.asText()));
        List<List<String>> rows = new ArrayList<>();
        List<String> names = new ArrayList<>(groups);
        names.add("uses");
        rows.add(names);
        long most = 1;
        for (JsonNode row : answer.path("rows")) {
            most = Math.max(most, row.path("count").asLong());
        }
        List<String> bars = new ArrayList<>(List.of(""));
        for (JsonNode row : answer.path("rows")) {
            List<String> cells = new ArrayList<>();
            groups.forEach(group -> cells.add(cell(row, group)));
            cells.add("%,d".formatted(row.path("count").asLong()));
            rows.add(cells);
            bars.add(bar(row.path("count").asLong(), most));
        }
        StringBuilder text = new StringBuilder();
        text.append(
                "usage of %s from %s to %s%n%n"
                        .formatted(
                                answer.path("account").asText(),
                                answer.path("from").asText(),
                                answer.path("to").asText()));
        append(text, rows, bars);
        text.append("%n%,d uses".formatted(answer.path("total").asLong()));
        appendIncomplete(text, answer);
        return text.toString();
    }

    /** The answer of {@code GET /api/usage/statement}. */
    static String statement(JsonNode answer) {
        List<List<String>> rows = new ArrayList<>();
        List<String> bars = new ArrayList<>();
        rows.add(List.of("service", "action", "uses", "price", "per", "amount"));
        bars.add("");
        for (JsonNode line : answer.path("lines")) {
            rows.add(
                    List.of(
                            line.path("service").asText(),
                            line.path("action").asText(),
                            "%,d".formatted(line.path("count").asLong()),
                            line.path("price").asText("-"),
                            line.has("per") ? "%,d".formatted(line.path("per").asLong()) : "-",
                            line.path("amount").asText()));
            bars.add("");
        }
        StringBuilder text = new StringBuilder();
        text.append(
                "statement of %s for %s%n%n"
                        .formatted(answer.path("account").asText(), answer.path("month").asText()));
        append(text, rows, bars);
        text.append(
                answer.has("amount")
                        ? "%n%s %s"
                                .formatted(
                                        answer.path("amount").asText(),
                                        answer.path("currency").asText())
                        : "%nno price list holds in that month".formatted());
        appendIncomplete(text, answer);
        return text.toString();
    }

    private static void appendIncomplete(StringBuilder text, JsonNode answer) {
        for (JsonNode hour : answer.path("incomplete_hours")) {
            text.append(
                    "%na node was lost in the hour of %s: a few uses may be missing"
                            .formatted(hour.asText()));
        }
    }

    private static String cell(JsonNode row, String group) {
        if (group.equals("principal")) {
            return row.path("principal_name").asText(row.path("principal").asText());
        }
        return row.path(PERIODS.contains(group) ? "period" : group).asText();
    }

    /** Numbers to the right, texts to the left. */
    private static void append(StringBuilder text, List<List<String>> rows, List<String> bars) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                String value = rows.get(i).get(column);
                boolean isNumber =
                        rows.size() > 1 && rows.getLast().get(column).matches("[0-9.,-]+");
                String padding = " ".repeat(widths[column] - value.length());
                line.append(isNumber ? padding + value : value + padding).append("  ");
            }
            text.append((line + bars.get(i)).stripTrailing()).append(System.lineSeparator());
        }
    }

    static String bar(long count, long most) {
        int eighths = (int) Math.max(1, Math.round((double) count * BAR * 8 / most));
        String whole = "█".repeat(eighths / 8);
        return eighths % 8 == 0 ? whole : whole + EIGHTHS.charAt(eighths % 8);
    }
}
