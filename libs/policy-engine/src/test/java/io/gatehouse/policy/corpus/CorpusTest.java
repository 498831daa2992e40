package io.gatehouse.policy.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import io.gatehouse.policy.decision.PolicyName;
import io.gatehouse.policy.decision.Reason;
import io.gatehouse.policy.decision.Verdict;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.gatehouse.policy.language.PolicyProblem;
import io.gatehouse.policy.language.PolicyWarning;
import io.gatehouse.policy.reference.ReferenceVerdict;
import io.gatehouse.policy.reference.ReferenceVerdict.Because;
import io.gatehouse.policy.scenario.Scenario;
import io.gatehouse.policy.scenario.ScenarioJson;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

class CorpusTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @TestFactory
    Stream<DynamicContainer> every_case_comes_out_as_written() {
        return files().map(file ->
                DynamicContainer.dynamicContainer(
                        file.getParent().getFileName() + "/" + file.getFileName(),
                        cases(file).filter(c -> !c.has("testedBy")).map(this::test)));
    }

    @Test
    void each_of_the_eighty_decisions_is_there() {
        Set<Integer> items = new TreeSet<>();
        files().filter(f -> f.toString().contains("s12-decisions"))
                .flatMap(CorpusTest::cases)
                .forEach(c -> items.add(itemOf(c.get("id").asText())));
        assertThat(items).hasSize(80).contains(1, 80);
    }

    @Test
    void no_id_is_used_twice() {
        Set<String> ids = new HashSet<>();
        files().flatMap(CorpusTest::cases)
                .forEach(c -> assertThat(ids.add(c.get("id").asText())).as(c.toString()).isTrue());
    }

    /** The rules of docs/spec/evaluation.md; its sections 5 and 7 are tables without numbers. */
    @Test
    void each_numbered_rule_of_the_specification_is_quoted_by_a_case() throws IOException {
        Set<String> rules = new TreeSet<>();
        String section = "";
        for (String line : Files.readAllLines(Path.of("../../docs/spec/evaluation.md"))) {
            if (line.startsWith("## ")) {
                section = line.replaceFirst("## (\\d+)\\..*", "$1");
            }
            if (line.matches("\\d+\\. .*")) {
                rules.add(section + "." + line.substring(0, line.indexOf('.')));
            }
        }
        assertThat(rules).contains("1.1", "8.5").hasSizeGreaterThan(40);
        rules.addAll(List.of("5", "7"));
        Set<String> quoted = new TreeSet<>();
        files().flatMap(CorpusTest::cases)
                .filter(c -> c.has("spec"))
                .forEach(c -> quoted.add(c.get("spec").asText()));
        assertThat(quoted).isEqualTo(rules);
    }

    private static int itemOf(String id) {
        return Integer.parseInt(id.replaceFirst("12\\.(\\d+).*", "$1"));
    }

    private DynamicTest test(JsonNode node) {
        String name = node.get("id").asText() + ": " + node.get("rule").asText();
        return DynamicTest.dynamicTest(
                name,
                () -> {
                    if (node.has("document")) {
                        parses(node);
                    } else {
                        decides(node);
                    }
                });
    }

    private static void decides(JsonNode node) {
        Scenario scenario = ScenarioJson.read(node);
        JsonNode expect = node.get("expect");
        ReferenceVerdict reference = scenario.byReference();
        Verdict engine = scenario.byEngine();
        String decision = expect.get("decision").asText();
        assertThat(reference.decision().text()).as("reference: %s", reference).isEqualTo(decision);
        assertThat(engine.decision().text()).as("engine: %s", engine).isEqualTo(decision);
        if (expect.has("layer")) {
            String layer = expect.get("layer").asText();
            assertThat(reference.layer().text()).as("layer by reference").isEqualTo(layer);
            assertThat(engine.layer().text()).as("layer by engine").isEqualTo(layer);
        }
        if (expect.has("because")) {
            Set<String> because = new TreeSet<>();
            expect.get("because").forEach(b -> because.add(reason(b)));
            assertThat(texts(reference.because())).as("reference").isEqualTo(because);
            assertThat(texts(engine.because())).as("engine").isEqualTo(because);
        }
        if (expect.has("missingContextKeys")) {
            Set<String> missing = new TreeSet<>();
            expect.get("missingContextKeys").forEach(k -> missing.add(k.asText()));
            assertThat(reference.missing()).as("missing by reference").isEqualTo(missing);
            assertThat(new TreeSet<>(engine.missingContextKeys()))
                    .as("missing by engine")
                    .isEqualTo(missing);
        }
        assertThat(Scenario.difference(reference, engine)).isEmpty();
    }

    private static String reason(JsonNode node) {
        return node.get("policy").asText() + "#" + node.get("statement").asInt();
    }

    private static Set<String> texts(Set<Because> because) {
        Set<String> texts = new TreeSet<>();
        because.forEach(b -> texts.add(b.policy() + "#" + b.statement()));
        return texts;
    }

    private static Set<String> texts(List<Reason> because) {
        Set<String> texts = new TreeSet<>();
        for (Reason reason : because) {
            PolicyName policy = reason.policy();
            texts.add(policy.text() + "#" + reason.statement());
        }
        return texts;
    }

    private static void parses(JsonNode node) {
        JsonNode document = node.get("document");
        String text = document.isTextual() ? document.asText() : document.toString();
        PolicyKind kind =
                PolicyKind.valueOf(
                        node.get("kind").asText().toUpperCase(Locale.ROOT).replace('-', '_'));
        JsonNode expect = node.get("expect");
        switch (PolicyParser.parse(text, kind)) {
            case ParsedPolicy.Valid(var _, List<PolicyWarning> warnings) -> {
                assertThat(expect.has("valid")).as("is accepted: %s", text).isTrue();
                for (JsonNode check : expect.path("warnings")) {
                    assertThat(warnings).extracting(w -> w.check().name()).contains(check.asText());
                }
            }
            case ParsedPolicy.Invalid(List<PolicyProblem> problems) -> {
                assertThat(expect.has("valid")).as("is refused: %s", problems).isFalse();
                PolicyProblem first = problems.getFirst();
                assertThat(first.code().awsCode()).isEqualTo(expect.get("code").asText());
                if (expect.has("message")) {
                    assertThat(first.message()).isEqualTo(expect.get("message").asText());
                }
                if (expect.has("path")) {
                    assertThat(first.path()).isEqualTo(expect.get("path").asText());
                }
                assertThat(first.line()).isPositive();
                assertThat(first.column()).isPositive();
            }
        }
    }

    private static Stream<Path> files() {
        try (Stream<Path> found = Files.walk(Path.of("src/test/resources/corpus"))) {
            return found.filter(f -> f.toString().endsWith(".yaml")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> cases(Path file) {
        try {
            List<JsonNode> cases = new ArrayList<>();
            YAML.readTree(file.toFile()).get("cases").forEach(cases::add);
            return cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
