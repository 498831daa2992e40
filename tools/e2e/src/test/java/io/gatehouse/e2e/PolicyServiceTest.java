package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What policy-service answers, seen from outside and through authz-service. */
@ExtendWith(RunningGatehouse.class)
class PolicyServiceTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String ACCOUNT = GatehouseProcess.ACCOUNT;
    private static final String READ =
            """
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::sim/*"},
              {"Effect":"Deny","Action":"s3:GetSecret","Resource":"*"}]}
            """;

    @Test
    void a_simulation_says_what_the_decision_is(GatehouseProcess gatehouse) {
        try (IamClient iam = AwsClients.iam(gatehouse);
                DecisionClient decisions = new DecisionClient(gatehouse)) {
            iam.createGroup(r -> r.groupName("simulated"));
            String arn = iam.createUser(r -> r.userName("simone")).user().arn();
            iam.addUserToGroup(r -> r.groupName("simulated").userName("simone"));
            iam.putGroupPolicy(
                    r -> r.groupName("simulated").policyName("read").policyDocument(READ));
            for (String action : List.of("s3:GetObject", "s3:GetSecret", "s3:PutObject")) {
                EvaluationResult result =
                        iam.simulatePrincipalPolicy(r ->
                                        r.policySourceArn(arn)
                                                .actionNames(action)
                                                .resourceArns("arn:aws:s3:::sim/x"))
                                .evaluationResults()
                                .getFirst();
                boolean allowed = result.evalDecision() == PolicyEvaluationDecisionType.ALLOWED;
                Eventually.within(
                        SOON,
                        action + " is decided as simulated",
                        () -> decisions.isAllowed(arn, action, "arn:aws:s3:::sim/x") == allowed);
                assertThat(result.matchedStatements().size())
                        .as(action)
                        .isEqualTo(action.equals("s3:PutObject") ? 0 : 1);
            }
            assertThat(
                            iam.simulateCustomPolicy(r ->
                                            r.policyInputList(READ).actionNames("s3:GetSecret"))
                                    .evaluationResults()
                                    .getFirst()
                                    .evalDecision())
                    .isEqualTo(PolicyEvaluationDecisionType.EXPLICIT_DENY);
        }
    }

    @Test
    void account_details_can_be_imported_again_and_change_nothing(GatehouseProcess gatehouse)
            throws Exception {
        try (IamClient iam = AwsClients.iam(gatehouse)) {
            String policy =
                    iam.createPolicy(r -> r.policyName("round-trip").policyDocument(READ))
                            .policy()
                            .arn();
            iam.createUser(r -> r.userName("rhoda").permissionsBoundary(policy));
            iam.attachUserPolicy(r -> r.userName("rhoda").policyArn(policy));
            iam.createRole(r ->
                    r.roleName("round-trip-role")
                            .assumeRolePolicyDocument(
                                    """
                                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                                    "Principal":{"AWS":"arn:aws:iam::%s:user/rhoda"},
                                    "Action":"sts:AssumeRole"}]}
                                    """
                                            .formatted(ACCOUNT)));
            Map<String, Object> whole = new LinkedHashMap<>();
            int pages = 0;
            for (GetAccountAuthorizationDetailsResponse page :
                    iam.getAccountAuthorizationDetailsPaginator(r -> r.maxItems(2))) {
                pages++;
                plain(page).forEach((name, value) -> merge(whole, name, value));
            }
            assertThat(pages).isGreaterThan(1);
            Path file = Files.createTempFile("details", ".json");
            Files.writeString(file, new ObjectMapper().writeValueAsString(whole));
            assertThat(Files.readString(file))
                    .contains("rhoda", "round-trip-role", "PolicyVersionList");
            GatehouseProcess.Said said = gatehouse.run("import", file.toString());
            assertThat(said.status()).as(said.text()).isZero();
            assertThat(ImportTable.of(said.text()).changes()).as(said.text()).isZero();
            assertThat(ImportTable.of(said.text()).total()).isGreaterThan(4);
        }
    }

    @Test
    void a_registered_resource_policy_grants_to_the_very_user_it_names(GatehouseProcess gatehouse) {
        SignedJson api = SignedJson.root(gatehouse);
        String pattern = "arn:aws:orders:*:%s:order/*".formatted(ACCOUNT);
        String order = "arn:aws:orders:eu:%s:order/7".formatted(ACCOUNT);
        try (IamClient iam = AwsClients.iam(gatehouse);
                DecisionClient decisions = new DecisionClient(gatehouse)) {
            String arn = iam.createUser(r -> r.userName("rex")).user().arn();
            SignedJson.Reply put =
                    api.send(
                            SdkHttpMethod.PUT,
                            "/api/resource-policies",
                            """
                            {"resource":"%s","policy":{"Version":"2012-10-17","Statement":{
                             "Effect":"Allow","Principal":{"AWS":"%s"},"Action":"orders:Read",
                             "Resource":"*"}}}
                            """
                                    .formatted(pattern, arn));
            assertThat(put.status()).as(put.body().toString()).isEqualTo(200);
            Eventually.within(
                    SOON, "granted", () -> decisions.isAllowed(arn, "orders:Read", order));
            assertThat(decisions.isAllowed(arn, "orders:Write", order)).isFalse();
            String path = "/api/resource-policies/" + put.body().path("id").asText();
            assertThat(api.send(SdkHttpMethod.GET, path, "").body().toString()).contains(arn);
            assertThat(
                            api.send(SdkHttpMethod.GET, "/api/resource-policies?max_items=1", "")
                                    .status())
                    .isEqualTo(200);

            iam.deleteUser(r -> r.userName("rex"));
            iam.createUser(r -> r.userName("rex"));
            Eventually.within(
                    SOON,
                    "another user of that name is not granted",
                    () -> !decisions.isAllowed(arn, "orders:Read", order));
            assertThat(api.send(SdkHttpMethod.DELETE, path, "").status()).isEqualTo(200);
            assertThat(api.send(SdkHttpMethod.GET, path, "").status()).isEqualTo(404);
        }
    }

    @Test
    void guardrails_bind_an_account_even_its_root_but_not_the_first(GatehouseProcess gatehouse) {
        GatehouseProcess.Said made = gatehouse.run("account", "create", "--name", "bound");
        assertThat(made.status()).as(made.text()).isZero();
        Matcher id = Pattern.compile("account +(\\d{12})").matcher(made.text());
        assertThat(id.find()).isTrue();
        String account = id.group(1);
        String root = "arn:aws:iam::%s:root".formatted(account);
        SignedJson api = SignedJson.root(gatehouse);
        String path = "/api/guardrails/" + account;
        try (DecisionClient decisions = new DecisionClient(gatehouse)) {
            Eventually.within(
                    SOON, "free", () -> decisions.isAllowed(root, "ec2:RunInstances", "*"));
            SignedJson.Reply put =
                    api.send(
                            SdkHttpMethod.PUT,
                            path,
                            """
                            {"service_control_levels":[{"name":"root","policies":[{"name":"only-s3",
                             "policy":{"Version":"2012-10-17","Statement":{"Effect":"Allow",
                             "Action":"s3:*","Resource":"*"}}}]}]}
                            """);
            assertThat(put.status()).as(put.body().toString()).isEqualTo(200);
            Eventually.within(
                    SOON, "bound", () -> !decisions.isAllowed(root, "ec2:RunInstances", "*"));
            assertThat(decisions.isAllowed(root, "s3:ListAllMyBuckets", "*")).isTrue();
            assertThat(
                            decisions.isAllowed(
                                    "arn:aws:iam::%s:root".formatted(ACCOUNT),
                                    "ec2:RunInstances",
                                    "*"))
                    .isTrue();
            assertThat(api.send(SdkHttpMethod.DELETE, path, "").status()).isEqualTo(200);
            Eventually.within(
                    SOON, "free again", () -> decisions.isAllowed(root, "ec2:RunInstances", "*"));
        }
    }

    /** A response as the AWS CLI would print it. */
    private static Map<String, Object> plain(SdkPojo pojo) {
        Map<String, Object> plain = new LinkedHashMap<>();
        pojo.sdkFields()
                .forEach(field -> {
                    Object value = field.getValueOrDefault(pojo);
                    if (value != null) {
                        plain.put(field.memberName(), plain(value));
                    }
                });
        return plain;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case SdkPojo pojo -> plain(pojo);
            case List<?> list -> list.stream().map(PolicyServiceTest::plain).toList();
            case Boolean flag -> flag;
            case Number number -> number;
            default -> value.toString();
        };
    }

    @SuppressWarnings("unchecked") // lists of a page are lists
    private static void merge(Map<String, Object> whole, String name, Object value) {
        if (value instanceof List<?> list) {
            ((List<Object>) whole.computeIfAbsent(name, _ -> new ArrayList<>())).addAll(list);
        }
    }
}
