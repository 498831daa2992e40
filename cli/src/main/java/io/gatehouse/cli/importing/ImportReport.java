package io.gatehouse.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the services said of each entity. */
final class ImportReport {

    private static final List<String> OUTCOMES =
            List.of("created", "changed", "unchanged", "refused");
    private final Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    /** Takes the {@code results} of one answer. */
    void add(String phase, JsonNode results) {
        for (JsonNode result : results) {
            String kind = result.path("kind").asText("entity");
            String name = result.path("name").asText("");
            String outcome = result.path("outcome").asText("refused");
            counts.computeIfAbsent("%s (%s)".formatted(kind, phase), _ -> new TreeMap<>())
                    .merge(outcome, 1, Integer::sum);
            for (JsonNode warning : result.path("warnings")) {
                warnings.add("%s %s: %s".formatted(kind, name, warning.asText()));
            }
            if (outcome.equals("refused")) {
                refusals.add(
                        "%s %s: %s: %s"
                                .formatted(
                                        kind,
                                        name,
                                        result.path("code").asText(),
                                        result.path("message").asText()));
            }
        }
    }

    boolean hasRefusals() {
        return !refusals.isEmpty();
    }

    void print(PrintStream out) {
        out.printf("%-34s", "");
        OUTCOMES.forEach(outcome -> out.printf(" %10s", outcome));
        out.println();
        counts.forEach((kind, numbers) -> {
            out.printf("%-34s", kind);
            OUTCOMES.forEach(outcome -> out.printf(" %10d", numbers.getOrDefault(outcome, 0)));
            out.println();
        });
        list(out, "warnings", warnings);
        list(out, "refused", refusals);
    }

    private static void list(PrintStream out, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            out.printf("%n%s (%d):%n", title, lines.size());
            lines.forEach(line -> out.println("  " + line));
        }
    }
}
