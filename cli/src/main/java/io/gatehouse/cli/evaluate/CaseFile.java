package io.gatehouse.cli.evaluate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policy.language.PolicyDocument;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PolicyParser;
import io.gatehouse.policy.language.PolicyProblem;
import io.gatehouse.policy.language.PolicyWarning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A YAML file of cases: a list, or an object with the list under {@code cases}. A case is what a
 * line is, with {@code expect}; or, to check a document, {@code kind}, {@code document} and {@code
 * expect} with {@code valid: true} or with {@code code}, {@code message}, {@code path} of the first
 * problem; beside {@code valid}, {@code warnings} lists checks that must warn. A case with {@code
 * testedBy} says where else it is tested, and is skipped.
 */
record CaseFile(Path path, List<JsonNode> cases) {

    private static final YAMLMapper YAML =
            YAMLMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    CaseFile {
        cases = List.copyOf(cases);
    }

    /** All files {@code *.yaml} and {@code *.yml} below the directory, by name. */
    static List<Path> below(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> f.toString().endsWith(".yaml") || f.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CaseFile read(Path path) throws BadQuestionException {
        JsonNode root;
        try {
            root = YAML.readTree(Files.readString(path));
        } catch (IOException e) {
            throw new BadQuestionException(String.valueOf(e.getMessage()));
        }
        JsonNode list = root.isArray() ? root : root.path("cases");
        if (!list.isArray()) {
            throw new BadQuestionException("no list of cases");
        }
        List<JsonNode> cases = new ArrayList<>();
        for (JsonNode one : list) {
            if (!one.has("testedBy")) {
                cases.add(one);
            }
        }
        return new CaseFile(path, cases);
    }

    static Evaluation evaluate(JsonNode one) {
        if (!one.has("expect")) {
            return new Evaluation(
                    Answer.error(one.path("id"), "no expectation"),
                    List.of("expect: is missing"),
                    List.of());
        }
        return one.has("document") ? document(one) : Evaluation.of(one);
    }

    private static Evaluation document(JsonNode one) {
        List<String> failures = new ArrayList<>();
        JsonNode document = one.path("document");
        String text = document.isTextual() ? document.textValue() : document.toString();
        JsonNode expect = one.path("expect");
        PolicyKind kind;
        try {
            kind =
                    PolicyKind.valueOf(
                            one.path("kind")
                                    .asText("identity")
                                    .toUpperCase(Locale.ROOT)
                                    .replace('-', '_'));
        } catch (IllegalArgumentException e) {
            failures.add("kind: there is no kind `%s`".formatted(one.path("kind").asText()));
            return new Evaluation(Answer.error(one.path("id"), "kind"), failures, List.of());
        }
        boolean valid = expect.path("valid").asBoolean();
        switch (PolicyParser.parse(text, kind)) {
            case ParsedPolicy.Valid(PolicyDocument _, List<PolicyWarning> warnings) -> {
                if (!valid) {
                    failures.add("expected a refusal, was accepted");
                }
                for (JsonNode check : expect.path("warnings")) {
                    if (warnings.stream().noneMatch(w -> w.check().name().equals(check.asText()))) {
                        failures.add("warnings: expected %s, were %s".formatted(check, warnings));
                    }
                }
            }
            case ParsedPolicy.Invalid invalid -> {
                PolicyProblem first = invalid.first();
                if (valid) {
                    failures.add("expected a valid document, was refused: " + first);
                } else {
                    compare("code", expect, first.code().awsCode(), failures);
                    compare("message", expect, first.message(), failures);
                    compare("path", expect, first.path(), failures);
                }
            }
        }
        return new Evaluation(Answer.error(one.path("id"), ""), failures, List.of());
    }

    private static void compare(
            String field, JsonNode expect, String actual, List<String> failures) {
        if (expect.has(field) && !expect.path(field).asText().equals(actual)) {
            failures.add(
                    "%s: expected %s, was %s"
                            .formatted(field, expect.path(field).asText(), actual));
        }
    }
}
