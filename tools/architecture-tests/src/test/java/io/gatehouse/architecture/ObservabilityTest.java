package io.gatehouse.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Dashboard, alerts and {@code docs/operations.md} speak of metrics that the code has, under the
 * names that Prometheus sees, and the document leaves none out.
 */
class ObservabilityTest {

    private static final Path ROOT = Path.of(System.getProperty("gatehouse.root"));
    private static final Path OPERATIONS = ROOT.resolve("docs/operations.md");

    /** A meter as the code makes it: its kind, its name, and the rest of the statement. */
    private static final Pattern METER =
            Pattern.compile(
                    "(?is)\\b(counter|timer|gauge)(?:\\.builder)?\\(\\s*\"(gatehouse[.][a-z.]+)\"(.*?);\\R");

    private static final Pattern OURS = Pattern.compile("\\bgatehouse_[a-z_]+");
    private static final Pattern SELECTED = Pattern.compile("\\b[a-z][a-z0-9_]*(?=[\\[{])");

    /** Of Prometheus and of Quarkus. */
    private static final Set<String> OF_OTHERS =
            Set.of("up", "http_server_requests_seconds_count", "http_server_requests_seconds_sum");

    @Test
    void the_dashboard_shows_metrics_that_exist() throws IOException {
        List<String> expressions = dashboard().findValuesAsText("expr");
        assertThat(expressions).hasSizeGreaterThan(20);
        assertThat(named(expressions)).isSubsetOf(known());
    }

    @Test
    void alerts_watch_metrics_that_exist() throws IOException {
        List<String> expressions = alerts().findValuesAsText("expr");
        assertThat(expressions).hasSizeGreaterThan(15);
        assertThat(named(expressions)).isSubsetOf(known());
    }

    @Test
    void every_alert_names_a_section_that_says_what_to_do() throws IOException {
        Set<String> sections = new TreeSet<>();
        for (String line : Files.readAllLines(OPERATIONS)) {
            if (line.startsWith("##")) {
                sections.add(
                        line.replaceFirst("^#+ ", "")
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z0-9 -]", "")
                                .replace(' ', '-'));
            }
        }
        assertThat(alerts().findValuesAsText("section")).isNotEmpty().isSubsetOf(sections);
    }

    @Test
    void operations_explains_every_metric_and_no_other() throws IOException {
        assertThat(found(OURS, Files.readString(OPERATIONS)))
                .containsExactlyInAnyOrderElementsOf(metrics());
    }

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper()
                .readTree(ROOT.resolve("deploy/observability/dashboard.json").toFile());
    }

    private static JsonNode alerts() throws IOException {
        return new ObjectMapper(new YAMLFactory())
                .readTree(ROOT.resolve("deploy/observability/alerts.yaml").toFile());
    }

    private static Set<String> named(List<String> expressions) {
        Set<String> names = new TreeSet<>();
        for (String expression : expressions) {
            names.addAll(found(OURS, expression));
            names.addAll(found(SELECTED, expression));
        }
        return names;
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static Set<String> known() throws IOException {
        Set<String> known = new TreeSet<>(metrics());
        known.addAll(OF_OTHERS);
        return known;
    }

    /** What the code makes, by the names that Prometheus sees. */
    private static Set<String> metrics() throws IOException {
        Set<String> metrics = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(ObservabilityTest::isSource).toList()) {
                Matcher meter = METER.matcher(Files.readString(file));
                while (meter.find()) {
                    String name = meter.group(2).replace('.', '_');
                    metrics.addAll(
                            switch (meter.group(1).toLowerCase(Locale.ROOT)) {
                                case "counter" -> List.of(name + "_total");
                                case "timer" ->
                                        List.of(
                                                name + "_seconds_count",
                                                name + "_seconds_sum",
                                                name + "_seconds_max");
                                default ->
                                        List.of(
                                                meter.group(3).contains("baseUnit(\"seconds\")")
                                                        ? name + "_seconds"
                                                        : name);
                            });
                }
            }
        }
        return metrics;
    }

    private static boolean isSource(Path file) {
        String path = ROOT.relativize(file).toString();
        return path.endsWith(".java") && path.contains("src/main/java");
    }
}
