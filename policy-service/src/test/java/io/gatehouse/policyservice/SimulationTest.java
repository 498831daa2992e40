package io.gatehouse.policyservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.gatehouse.model.AccountId;
import io.gatehouse.policyservice.fixture.Caller;
import io.gatehouse.policyservice.fixture.FakeNeighbours;
import io.gatehouse.policyservice.fixture.IdentityLog;
import io.gatehouse.policyservice.fixture.Infra;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

@QuarkusTest
@QuarkusTestResource(Infra.class)
class SimulationTest {

    private static final String ALLOW_S3 = policy("Allow", "s3:*");

    @Inject FakeNeighbours.Authz authz;

    @Test
    void custom_policies_are_simulated_with_places_types_and_pages() {
        Caller root = Caller.root(new AccountId("520000000001"));
        root.call(
                        "SimulateCustomPolicy",
                        "PolicyInputList.member.1",
                        ALLOW_S3,
                        "ActionNames.member.1",
                        "s3:GetObject",
                        "ActionNames.member.2",
                        "ec2:RunInstances",
                        "MaxItems",
                        "1")
                .statusCode(200)
                .body(result("EvalDecision"), equalTo("allowed"))
                .body(
                        result("MatchedStatements.member.SourcePolicyId"),
                        equalTo("PolicyInputList.1"))
                .body(result("MatchedStatements.member.StartPosition.Column"), equalTo("38"))
                .body(
                        "SimulateCustomPolicyResponse.SimulateCustomPolicyResult.IsTruncated",
                        equalTo("true"));
        String conditional =
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*",
                "Condition":{"NumericLessThan":{"s3:max-keys":"10"}}}}
                """;
        custom(root, conditional)
                .body(result("MissingContextValues.member"), equalTo("s3:max-keys"));
        context(custom(root, conditional, "s3:max-keys", "numeric", "5"), "allowed");
        context(custom(root, conditional, "s3:max-keys", "numeric", "50"), "implicitDeny");
        custom(root, conditional, "s3:max-keys", "numeric", "many")
                .statusCode(400)
                .body("ErrorResponse.Error.Code", equalTo("InvalidInput"));
        custom(root, "{}").statusCode(400).body(containsString("InvalidInput"));
    }

    @Test
    void a_principal_is_simulated_with_its_groups_and_its_boundary() {
        AccountId account = new AccountId("520000000002");
        IdentityLog log = new IdentityLog(account);
        String limit = "arn:aws:iam::520000000002:policy/Limit";
        log.write(
                IdentityLog.group("AGPASIMSIMSIMSIMSIMSI", "readers"),
                IdentityLog.user("AIDASIMSIMSIMSIMSIMSI", "sim", limit, "AGPASIMSIMSIMSIMSIMSI"));
        Caller root = log.root();
        root.call("CreatePolicy", "PolicyName", "Limit", "PolicyDocument", policy("Allow", "s3:*"))
                .statusCode(200);
        root.call(
                        "PutGroupPolicy",
                        "GroupName",
                        "readers",
                        "PolicyName",
                        "all",
                        "PolicyDocument",
                        policy("Allow", "*"))
                .statusCode(200);
        String arn = "arn:aws:iam::520000000002:user/sim";

        simulate(root, arn, "s3:GetObject")
                .body(principal("EvalDecision"), equalTo("allowed"))
                .body(
                        principal("MatchedStatements.member[0].SourcePolicyId"),
                        equalTo("group_readers_all"))
                .body(principal("MatchedStatements.member[0].SourcePolicyType"), equalTo("group"))
                .body(
                        principal("PermissionsBoundaryDecisionDetail.AllowedByPermissionsBoundary"),
                        equalTo("true"))
                .body(not(containsString("OrganizationsDecisionDetail")));
        simulate(root, arn, "ec2:RunInstances")
                .body(principal("EvalDecision"), equalTo("implicitDeny"))
                .body(
                        principal("PermissionsBoundaryDecisionDetail.AllowedByPermissionsBoundary"),
                        equalTo("false"));
        assertThat(authz.last("iam:SimulatePrincipalPolicy").resource()).isEqualTo(arn);
        simulate(root, "arn:aws:iam::520000000002:user/none", "s3:GetObject")
                .statusCode(404)
                .body("ErrorResponse.Error.Code", equalTo("NoSuchEntity"));
        root.call(
                        "SimulatePrincipalPolicy",
                        "PolicySourceArn",
                        arn,
                        "ActionNames.member.1",
                        "s3:GetObject",
                        "PolicyInputList.member.1",
                        policy("Deny", "s3:Get*"))
                .statusCode(200)
                .body(principal("EvalDecision"), equalTo("explicitDeny"));
    }

    @Test
    void keys_that_policies_ask_for_are_told() {
        AccountId account = new AccountId("520000000003");
        IdentityLog log = new IdentityLog(account);
        log.write(IdentityLog.user("AIDAKEYKEYKEYKEYKEYKE", "kay", ""));
        Caller root = log.root();
        root.call(
                        "PutUserPolicy",
                        "UserName",
                        "kay",
                        "PolicyName",
                        "own",
                        "PolicyDocument",
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*",
                        "Resource":"arn:aws:s3:::home/${aws:username}/*"}}
                        """)
                .statusCode(200);
        root.call(
                        "GetContextKeysForPrincipalPolicy",
                        "PolicySourceArn",
                        "arn:aws:iam::520000000003:user/kay")
                .statusCode(200)
                .body(containsString("<member>aws:username</member>"));
        root.call("GetContextKeysForCustomPolicy", "PolicyInputList.member.1", ALLOW_S3)
                .statusCode(200)
                .body(not(containsString("<member>")));
    }

    @Test
    void quotas_of_the_account_bind() {
        AccountId account = new AccountId("520000000004");
        IdentityLog log = new IdentityLog(account);
        log.write(IdentityLog.account(false, Map.of("PoliciesPerAccount", 1)));
        Caller root = log.root();
        root.call("CreatePolicy", "PolicyName", "One", "PolicyDocument", ALLOW_S3).statusCode(200);
        root.call("CreatePolicy", "PolicyName", "Two", "PolicyDocument", ALLOW_S3)
                .statusCode(409)
                .body(
                        "ErrorResponse.Error.Message",
                        equalTo("Cannot exceed quota for PoliciesPerAccount: 1"));
    }

    private static void context(ValidatableResponse response, String decision) {
        response.statusCode(200).body(result("EvalDecision"), equalTo(decision));
    }

    private static ValidatableResponse custom(Caller root, String policy, String... entry) {
        List<String> parameters =
                new ArrayList<>(
                        List.of(
                                "PolicyInputList.member.1",
                                policy,
                                "ActionNames.member.1",
                                "s3:ListBucket"));
        if (entry.length == 3) {
            String at = "ContextEntries.member.1.";
            parameters.addAll(
                    List.of(
                            at + "ContextKeyName",
                            entry[0],
                            at + "ContextKeyType",
                            entry[1],
                            at + "ContextKeyValues.member.1",
                            entry[2]));
        }
        return root.call("SimulateCustomPolicy", parameters.toArray(String[]::new));
    }

    private static ValidatableResponse simulate(Caller root, String arn, String action) {
        return root.call(
                "SimulatePrincipalPolicy", "PolicySourceArn", arn, "ActionNames.member.1", action);
    }

    private static String result(String field) {
        return "SimulateCustomPolicyResponse.SimulateCustomPolicyResult.EvaluationResults.member."
                + field;
    }

    private static String principal(String field) {
        return "SimulatePrincipalPolicyResponse.SimulatePrincipalPolicyResult.EvaluationResults"
                + ".member."
                + field;
    }

    private static String policy(String effect, String action) {
        return """
        {"Version":"2012-10-17","Statement":{"Effect":"%s","Action":"%s","Resource":"*"}}\
        """
                .formatted(effect, action);
    }
}
