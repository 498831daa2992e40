package io.gatehouse.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class EvaluateCommandTest {

    private static final String ALLOW =
            """
            {"Version":"2012-10-17","Statement":{"Sid":"Reads","Effect":"Allow","Action":"s3:Get*","Resource":"*"}}\
            """;
    private static final String DENY =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}}\
            """;
    private static final String START =
            """
            {"id":"1","principal":"arn:aws:iam::111111111111:user/alice","action":"s3:GetObject","resource":"arn:aws:s3:::b/k\"\
            """;

    private final ObjectMapper json = new ObjectMapper();

    @TempDir private Path directory;

    private record Run(int exitCode, List<String> out, String err) {}

    private static Run run(String input, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode =
                new CommandLine(
                                new EvaluateCommand(
                                        new ByteArrayInputStream(
                                                input.getBytes(StandardCharsets.UTF_8))))
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(arguments);
        return new Run(exitCode, out.toString().lines().toList(), err.toString());
    }

    private JsonNode answer(String line) throws IOException {
        Run run = run(line);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).hasSize(1);
        return json.readTree(run.out().getFirst());
    }

    @Test
    void an_answer_has_decision_layer_reasons_and_missing_keys() throws IOException {
        assertThat(answer(START + ",\"identityPolicies\":[" + ALLOW + "]}"))
                .isEqualTo(
                        json.readTree(
                                """
                                {"id":"1","decision":"Allowed","layer":"identity",
                                 "because":[{"policy":"identityPolicies[0]","statement":0,"sid":"Reads"}],
                                 "missingContextKeys":[]}\
                                """));
    }

    @Test
    void only_the_first_four_fields_are_required() throws IOException {
        JsonNode answer = answer(START + "}");
        assertThat(answer.get("decision").asText()).isEqualTo("ImplicitlyDenied");
        assertThat(answer.get("layer").asText()).isEqualTo("identity");
    }

    @Test
    void an_explicit_deny_names_its_statement() throws IOException {
        JsonNode answer = answer(START + ",\"identityPolicies\":[" + ALLOW + "," + DENY + "]}");
        assertThat(answer.get("decision").asText()).isEqualTo("ExplicitlyDenied");
        assertThat(answer.get("because").toString())
                .isEqualTo("[{\"policy\":\"identityPolicies[1]\",\"statement\":0,\"sid\":\"\"}]");
    }

    @Test
    void a_bad_line_is_answered_with_an_error_and_the_rest_goes_on() throws IOException {
        Run run =
                run(
                        """
                        not json
                        {"id":"a","principal":"nobody","action":"s3:GetObject","resource":"*"}
                        {"id":"b","principal":"*","action":"GetObject","resource":"*"}
                        {"id":"c","principal":"*","action":"s3:GetObject"}
                        {"id":"d","principal":"*","action":"s3:GetObject","resource":"*","resourcePolicy":{"Statement":[]}}
                        {"id":"e","principal":"*","action":"s3:GetObject","resource":"*","resource":"*"}
                        {"id":"f","principal":"*","action":"s3:GetObject","resource":"*","context":{"a:b":{}}}

                        {"id":"g","principal":"*","action":"s3:GetObject","resource":"*"}
                        """);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).hasSize(8);
        List<String> ids = new ArrayList<>();
        for (String line : run.out().subList(0, 7)) {
            JsonNode answer = json.readTree(line);
            ids.add(answer.get("id").asText());
            assertThat(answer.get("error").asText()).as(line).isNotEmpty();
            assertThat(answer.has("decision")).isFalse();
        }
        assertThat(ids).containsExactly("null", "a", "b", "c", "d", "e", "f");
        assertThat(run.out().get(4)).contains("resourcePolicy: $.Statement");
        assertThat(json.readTree(run.out().get(7)).get("decision").asText())
                .isEqualTo("ImplicitlyDenied");
    }

    @Test
    void an_unmet_expectation_prints_the_trace_and_exits_with_1() {
        String line = START + ",\"identityPolicies\":[" + ALLOW + "],\"expect\":";
        Run met = run(line + "\"Allowed\"}");
        assertThat(met.exitCode()).isZero();
        assertThat(met.err()).isEmpty();
        Run unmet = run(line + "{\"decision\":\"ExplicitlyDenied\"}}\n" + line + "\"Allowed\"}");
        assertThat(unmet.exitCode()).isEqualTo(1);
        assertThat(unmet.out()).hasSize(2);
        assertThat(unmet.err())
                .contains("failed: 1")
                .contains("decision: expected ExplicitlyDenied, was Allowed")
                .contains("  | ")
                .contains("s3:Get*");
    }

    @Test
    void an_expected_layer_and_reasons_are_compared() {
        String line = START + ",\"identityPolicies\":[" + ALLOW + "],\"expect\":";
        assertThat(
                        run(line + "{\"layer\":\"identity\",\"because\":[{\"sid\":\"Reads\"}]}}")
                                .exitCode())
                .isZero();
        assertThat(run(line + "{\"layer\":\"resource\"}}").exitCode()).isEqualTo(1);
        assertThat(run(line + "{\"because\":[{\"sid\":\"Other\"}]}}").exitCode()).isEqualTo(1);
        assertThat(run(line + "{\"because\":[]}}").exitCode()).isEqualTo(1);
        assertThat(run(line + "{\"missingContextKeys\":[\"a:b\"]}}").exitCode()).isEqualTo(1);
    }

    @Test
    void a_bad_line_meets_no_expectation() {
        assertThat(run("{\"id\":1,\"principal\":\"x\",\"expect\":\"Allowed\"}").exitCode())
                .isEqualTo(1);
    }

    @Test
    void an_empty_level_allows_nothing_and_an_absent_list_restricts_nothing() throws IOException {
        String line = START + ",\"identityPolicies\":[" + ALLOW + "]";
        assertThat(answer(line + ",\"serviceControlPolicies\":[[]]}").get("layer").asText())
                .isEqualTo("service-control");
        assertThat(answer(line + ",\"resourceControlPolicies\":[[]]}").get("layer").asText())
                .isEqualTo("resource-control");
        assertThat(answer(line + "}").get("decision").asText()).isEqualTo("Allowed");
    }

    @Test
    void a_duplicate_key_inside_a_document_spoils_the_line() throws IOException {
        String document =
                "{\"Statement\":{\"Effect\":\"Deny\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";
        assertThat(answer(START + ",\"identityPolicies\":[" + document + "]}").has("error"))
                .isTrue();
    }

    @Test
    void a_document_may_be_a_text_of_json() throws IOException {
        String text = json.writeValueAsString(ALLOW);
        assertThat(answer(START + ",\"identityPolicies\":[" + text + "]}").get("decision").asText())
                .isEqualTo("Allowed");
    }

    @Test
    void a_role_arn_is_a_principal() throws IOException {
        String line =
                "{\"id\":7,\"principal\":\"arn:aws:iam::111111111111:role/app/r\",\"action\":\"s3:GetObject\","
                        + "\"resource\":\"arn:aws:s3:::b/k\",\"identityPolicies\":["
                        + ALLOW
                        + "]}";
        assertThat(answer(line).get("decision").asText()).isEqualTo("Allowed");
        assertThat(answer(line).get("id").asInt()).isEqualTo(7);
    }

    @Test
    void a_file_is_read_as_standard_input_is() throws IOException {
        Path file = directory.resolve("lines.jsonl");
        Files.writeString(file, START + "}\n");
        assertThat(run("", file.toString()).out()).hasSize(1);
        assertThat(run("", directory.resolve("none").toString()).exitCode()).isEqualTo(2);
    }

    @Test
    void cases_in_yaml_are_compared() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("cases/deep"));
        Files.writeString(
                folder.resolve("a.yaml"),
                """
                cases:
                  - id: alice reads
                    principal: arn:aws:iam::111111111111:user/alice
                    action: s3:GetObject
                    resource: arn:aws:s3:::b/k
                    identityPolicies:
                      - Version: "2012-10-17"
                        Statement: {Effect: Allow, Action: "s3:Get*", Resource: "*"}
                    expect: Allowed
                  - id: a document
                    kind: identity
                    document: {Version: "2013-10-17", Statement: {Effect: Allow, Action: "*", Resource: "*"}}
                    expect: {code: MalformedPolicyDocument}
                """);
        Run passed = run("", "--test", directory.toString());
        assertThat(passed.exitCode()).as(passed.err()).isZero();
        assertThat(passed.out()).containsExactly("2 as expected, 0 not");
        Files.writeString(
                folder.resolve("b.yml"),
                """
                - id: bob reads
                  principal: arn:aws:iam::111111111111:user/bob
                  action: s3:GetObject
                  resource: arn:aws:s3:::b/k
                  expect: Allowed
                """);
        Run failed = run("", "--test", directory.toString());
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err()).contains("b.yml: bob reads").contains("was ImplicitlyDenied");
        assertThat(run("", "--test", directory.resolve("none").toString()).exitCode()).isEqualTo(2);
    }

    @Test
    void the_whole_corpus_of_the_engine_comes_out_as_written() {
        Path corpus =
                Path.of(
                        System.getProperty("gatehouse.root", ".."),
                        "libs/policy-engine/src/test/resources/corpus");
        Run run = run("", "--test", corpus.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().getLast()).matches("1[0-9]{3} as expected, 0 not");
    }

    @Test
    void the_trace_of_an_unmet_expectation_says_of_every_layer_and_statement_why() {
        Run run =
                run(
                        START
                                + ",\"identityPolicies\":[{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:Put*\",\"Resource\":\"arn:aws:s3:::other/*\",\"Condition\":{\"StringEquals\":{\"x:stage\":\"prod\"}}}}]"
                                + ",\"serviceControlPolicies\":[["
                                + ALLOW
                                + "]],\"expect\":\"Allowed\"}");
        assertThat(run.err())
                .contains("resource-control not-evaluated: none apply")
                .contains("service-control yes: every level allows")
                .contains("level 0 yes: allowed")
                .contains("Action no: no match for `s3:GetObject`: `s3:Put*`")
                .contains("`arn:aws:s3:::other/*` (resource differs)")
                .contains("StringEquals x:stage no: wanted `prod`; the key is absent")
                .contains("boundary not-evaluated: there is none")
                .contains("session not-evaluated: there is none");
    }

    @Test
    void a_review_says_what_is_wrong_with_a_policy_and_where() throws IOException {
        Path good = directory.resolve("good.json");
        Files.writeString(good, ALLOW);
        Path doubtful = directory.resolve("doubtful.json");
        Files.writeString(
                doubtful,
                """
                {"Version": "2012-10-17",
                 "Statement": {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
                  "Condition": {"DateLessThan": {"aws:CurrentTime": "2001-01-01T00:00:00Z"}}}}
                """);
        Run run = run("", "--review", good.toString(), doubtful.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).hasSize(2);
        assertThat(run.out().get(0))
                .startsWith(doubtful + ":3:53: general DATE_PASSED: ")
                .endsWith("at $.Statement.Condition.DateLessThan.aws:CurrentTime");
        assertThat(run.out().get(1))
                .startsWith(doubtful + ":2:15: security PASS_ROLE_WITH_STAR_IN_RESOURCE: ")
                .endsWith("at $.Statement");
        Path refused = directory.resolve("refused.json");
        Files.writeString(refused, "{\"Version\": \"2012-10-17\", \"Statement\": []}");
        Run no = run("", "--review", refused.toString(), "--kind", "service-control");
        assertThat(no.exitCode()).isEqualTo(1);
        assertThat(no.out().getFirst())
                .startsWith(
                        refused + ":1:40: error MalformedPolicyDocument: Syntax errors in policy.");
        assertThat(run("", "--review", refused.toString(), "--kind", "none").exitCode())
                .isEqualTo(2);
        assertThat(run("", "--review", directory.resolve("no").toString()).exitCode()).isEqualTo(2);
    }
}
