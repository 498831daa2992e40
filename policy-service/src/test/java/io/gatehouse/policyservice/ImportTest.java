package io.gatehouse.policyservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.contracts.FactPlacement;
import io.gatehouse.contracts.FactRecords;
import io.gatehouse.contracts.facts.v1.AccountFact;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;
import io.gatehouse.policyservice.fixture.Caller;
import io.gatehouse.policyservice.fixture.FakeNeighbours;
import io.gatehouse.policyservice.fixture.Infra;
import io.gatehouse.policyservice.fixture.Topic;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import jakarta.inject.Inject;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

@QuarkusTest
@QuarkusTestResource(Infra.class)
class ImportTest {

    private static final Logger LOG = Logger.getLogger(ImportTest.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/api/import/policies";
    private static final String DOCUMENT =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}\
            """;

    @Inject FakeNeighbours.Identity identity;

    @Test
    void policies_keep_their_ids_numbers_and_dates_and_a_second_run_changes_nothing()
            throws Exception {
        AccountId account = new AccountId("400000000001");
        Caller root = Caller.root(account);
        identity.add(account, PrincipalKind.USER, "alice", "AIDAIMPORTIMPORTIMPOR");
        ObjectNode body = JSON.createObjectNode().put("account", account.digits());
        ObjectNode policy = body.putArray("managed").addObject();
        policy.put("arn", "arn:aws:iam::400000000001:policy/Old")
                .put("id", "ANPAIMPORTIMPORTIMPOR")
                .put("created", "2019-05-06T07:08:09Z");
        ArrayNode versions = policy.putArray("versions");
        versions.addObject().put("id", "v4").put("document", DOCUMENT).put("default", true);
        versions.addObject()
                .put("id", "v2")
                .put("document", DOCUMENT.replace("Get", "Put"))
                .put("default", false)
                .put("created", "2019-05-07T07:08:09Z");
        body.putArray("inline")
                .addObject()
                .put("kind", "user")
                .put("principal", "alice")
                .put("name", "own")
                .put("document", DOCUMENT);
        ArrayNode attached = body.putArray("attached");
        attached.addObject()
                .put("kind", "user")
                .put("principal", "alice")
                .put("policy_arn", "arn:aws:iam::400000000001:policy/Old");
        attached.addObject()
                .put("kind", "group")
                .put("principal", "nobody")
                .put("policy_arn", "arn:aws:iam::400000000001:policy/Old");
        String json = JSON.writeValueAsString(body);

        JsonNode first = results(root.api(PATH, json).statusCode(200).extract().asString());
        assertThat(outcomes(first)).containsExactly("created", "created", "created", "refused");
        assertThat(first.get(0).path("id").asText()).isEqualTo("ANPAIMPORTIMPORTIMPOR");
        assertThat(first.get(3).path("code").asText()).isEqualTo("NoSuchEntity");
        String result = "GetPolicyResponse.GetPolicyResult.Policy.";
        root.call("GetPolicy", "PolicyArn", "arn:aws:iam::400000000001:policy/Old")
                .statusCode(200)
                .body(result + "PolicyId", equalTo("ANPAIMPORTIMPORTIMPOR"))
                .body(result + "DefaultVersionId", equalTo("v4"))
                .body(result + "CreateDate", equalTo("2019-05-06T07:08:09Z"))
                .body(result + "AttachmentCount", equalTo("1"));

        JsonNode second = results(root.api(PATH, json).statusCode(200).extract().asString());
        assertThat(outcomes(second))
                .containsExactly("unchanged", "unchanged", "unchanged", "refused");
    }

    @Test
    void an_id_that_was_used_before_is_replaced_and_reported() throws Exception {
        AccountId account = new AccountId("400000000002");
        Caller root = Caller.root(account);
        JsonNode first = results(importOne(root, account, "First", "ANPAUSEDUSEDUSEDUSEDU"));
        JsonNode second = results(importOne(root, account, "Second", "ANPAUSEDUSEDUSEDUSEDU"));
        assertThat(outcomes(first)).containsExactly("created");
        assertThat(outcomes(second)).containsExactly("created");
        assertThat(second.get(0).path("id").asText()).isNotEqualTo("ANPAUSEDUSEDUSEDUSEDU");
        assertThat(second.get(0).path("warnings").get(0).asText()).contains("was used here before");
    }

    @Test
    void a_bad_policy_is_refused_with_its_place_and_the_others_are_taken() throws Exception {
        AccountId account = new AccountId("400000000003");
        ObjectNode body = JSON.createObjectNode().put("account", account.digits());
        ArrayNode managed = body.putArray("managed");
        managed(managed, "arn:aws:iam::400000000003:policy/Bad", "v1", "{\"Version\":1}");
        managed(managed, "arn:aws:iam::400000000009:policy/Foreign", "v1", DOCUMENT);
        managed(managed, "arn:aws:iam::400000000003:policy/Good", "v1", DOCUMENT);
        JsonNode results =
                results(
                        Caller.root(account)
                                .api(PATH, JSON.writeValueAsString(body))
                                .statusCode(200)
                                .extract()
                                .asString());
        assertThat(outcomes(results)).containsExactlyInAnyOrder("refused", "refused", "created");
        assertThat(results.toString()).contains("MalformedPolicyDocument").contains("$.Version");
    }

    @Test
    void only_the_root_of_the_first_account_imports_elsewhere() {
        String body = "{\"account\":\"aws\"}";
        Caller.root(new AccountId("400000000004")).api(PATH, body).statusCode(403);
        firstAccount(new AccountId("400000000005"));
        AccountId first = new AccountId("400000000005");
        Caller.root(first).seeing(head(first)).api(PATH, body).statusCode(200);
        Caller.user(first, "admin").seeing(head(first)).api(PATH, body).statusCode(403);
    }

    @Test
    void all_aws_managed_policies_load() throws Exception {
        Path file =
                Path.of(System.getProperty("gatehouse.shared.data", ""))
                        .resolve("aws-managed-policies.jsonl");
        assumeThat(Files.isReadable(file)).as("%s is not here", file).isTrue();
        AccountId first = new AccountId("400000000006");
        firstAccount(first);
        Caller root = Caller.root(first).seeing(head(first));
        List<JsonNode> refused = new ArrayList<>();
        int created = 0;
        Instant start = Instant.now();
        List<String> lines = Files.readAllLines(file);
        for (int from = 0; from < lines.size(); from += 200) {
            ObjectNode body = JSON.createObjectNode().put("account", "aws");
            ArrayNode managed = body.putArray("managed");
            for (String line : lines.subList(from, Math.min(from + 200, lines.size()))) {
                JsonNode policy = JSON.readTree(line);
                managed(
                        managed,
                        policy.path("arn").asText(),
                        policy.path("version").asText(),
                        JSON.writeValueAsString(policy.path("document")));
            }
            String answer =
                    root.api(PATH, JSON.writeValueAsString(body))
                            .statusCode(200)
                            .extract()
                            .asString();
            for (JsonNode result : results(answer)) {
                if (result.path("outcome").asText().equals("created")) {
                    created++;
                } else {
                    refused.add(result);
                }
            }
        }
        LOG.infof("%d AWS-managed policies in %s", created, Duration.between(start, Instant.now()));
        assertThat(refused).isEmpty();
        assertThat(created).isEqualTo(1568);
        AccountId other = new AccountId("400000000007");
        String arn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
        Caller.root(other).call("GetPolicy", "PolicyArn", arn).statusCode(200);
        Caller.root(other)
                .call("DeletePolicy", "PolicyArn", arn)
                .statusCode(403)
                .body("ErrorResponse.Error.Code", equalTo("AccessDenied"));
        identity.add(other, PrincipalKind.ROLE, "auditor", "AROAAUDITORAUDITORAUD");
        Caller.root(other)
                .call("AttachRolePolicy", "RoleName", "auditor", "PolicyArn", arn)
                .statusCode(200);
        var fact =
                Topic.awaitFact(found ->
                        found.fact()
                                .getPrincipalPolicies()
                                .getPrincipalId()
                                .equals("AROAAUDITORAUDITORAUD"));
        assertThat(fact.seen()).anyMatch(position -> position.owner().text().equals("aws"));
    }

    private String importOne(Caller root, AccountId account, String name, String id)
            throws Exception {
        ObjectNode body = JSON.createObjectNode().put("account", account.digits());
        managed(
                        body.putArray("managed"),
                        "arn:aws:iam::%s:policy/%s".formatted(account, name),
                        "v1",
                        DOCUMENT)
                .put("id", id);
        return root.api(PATH, JSON.writeValueAsString(body)).statusCode(200).extract().asString();
    }

    private static ObjectNode managed(
            ArrayNode policies, String arn, String version, String document) {
        ObjectNode policy = policies.addObject().put("arn", arn);
        policy.putArray("versions")
                .addObject()
                .put("id", version)
                .put("document", document)
                .put("default", true);
        return policy;
    }

    private static void firstAccount(AccountId account) {
        Topic.send(
                new FactRecords(LogName.IDENTITY, Topic.MAC)
                        .of(
                                new FactPlacement(
                                        head(account).positions().getFirst(),
                                        0,
                                        Revision.NONE,
                                        Instant.now()),
                                List.of(
                                        Fact.newBuilder()
                                                .setAccountFact(
                                                        AccountFact.newBuilder()
                                                                .setFirstAccount(true)))));
    }

    private static Revision head(AccountId account) {
        return Revision.of(new LogPosition(account, LogName.IDENTITY, "epoch-of-tests", 1));
    }

    private static JsonNode results(String answer) throws Exception {
        return JSON.readTree(answer).path("results");
    }

    private static List<String> outcomes(JsonNode results) {
        List<String> outcomes = new ArrayList<>();
        results.forEach(result -> outcomes.add(result.path("outcome").asText()));
        return outcomes;
    }
}
