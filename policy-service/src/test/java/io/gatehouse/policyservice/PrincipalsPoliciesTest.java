package io.gatehouse.policyservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.gatehouse.contracts.FactReader.Reading.Accepted;
import io.gatehouse.contracts.facts.v1.PrincipalPoliciesFact;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.directory.KnownPrincipal;
import io.gatehouse.policyservice.fixture.Caller;
import io.gatehouse.policyservice.fixture.FakeNeighbours;
import io.gatehouse.policyservice.fixture.Infra;
import io.gatehouse.policyservice.fixture.Topic;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

@QuarkusTest
@QuarkusTestResource(Infra.class)
class PrincipalsPoliciesTest {

    private static final AccountId ACCOUNT = new AccountId("200000000001");
    private static final Caller ROOT = Caller.root(ACCOUNT);
    private static final String DOCUMENT =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}\
            """;

    @Inject FakeNeighbours.Identity identity;
    @Inject FakeNeighbours.Authz authz;

    @Test
    void a_policy_is_attached_to_a_user_that_only_identity_service_knows() {
        identity.add(ACCOUNT, PrincipalKind.USER, "alice", "AIDAALICEALICEALICEAL");
        String arn = create("ForAlice");
        ROOT.call("AttachUserPolicy", "UserName", "alice", "PolicyArn", arn).statusCode(200);
        assertThat(authz.last("iam:AttachUserPolicy").context()).containsKey("iam:PolicyARN");
        assertThat(authz.last("iam:AttachUserPolicy").resource())
                .isEqualTo("arn:aws:iam::200000000001:user/alice");
        ROOT.call("ListAttachedUserPolicies", "UserName", "ALICE")
                .statusCode(200)
                .body(
                        "ListAttachedUserPoliciesResponse.ListAttachedUserPoliciesResult"
                                + ".AttachedPolicies.member.PolicyArn",
                        equalTo(arn));
        var fact = awaitPoliciesOf("AIDAALICEALICEALICEAL", found -> found.getAttachedCount() == 1);
        assertThat(fact.seen())
                .anyMatch(p -> p.epoch().equals("identity-epoch") && p.number() == 7);
        ROOT.call("DeletePolicy", "PolicyArn", arn)
                .statusCode(409)
                .body("ErrorResponse.Error.Code", equalTo("DeleteConflict"))
                .body(
                        "ErrorResponse.Error.Message",
                        equalTo("Cannot delete a policy attached to entities."));
        ROOT.call("GetPolicy", "PolicyArn", arn)
                .body("GetPolicyResponse.GetPolicyResult.Policy.AttachmentCount", equalTo("1"));
        ROOT.call("ListPolicies", "Scope", "Local", "OnlyAttached", "true")
                .statusCode(200)
                .body(containsString(arn));
        ROOT.call("DetachUserPolicy", "UserName", "alice", "PolicyArn", arn).statusCode(200);
        ROOT.call("DetachUserPolicy", "UserName", "alice", "PolicyArn", arn)
                .statusCode(404)
                .body("ErrorResponse.Error.Message", equalTo("Policy " + arn + " was not found."));
        ROOT.call("DeletePolicy", "PolicyArn", arn).statusCode(200);
    }

    @Test
    void a_service_linked_role_is_not_changed() {
        identity.add(
                new KnownPrincipal(
                        ACCOUNT,
                        PrincipalKind.ROLE,
                        new UniqueId("AROALINKEDLINKEDLINKE"),
                        "AWSServiceRoleForX",
                        "/aws-service-role/x.amazonaws.com/",
                        Optional.empty(),
                        Map.of()));
        ROOT.call(
                        "PutRolePolicy",
                        "RoleName",
                        "AWSServiceRoleForX",
                        "PolicyName",
                        "mine",
                        "PolicyDocument",
                        DOCUMENT)
                .statusCode(400)
                .body("ErrorResponse.Error.Code", equalTo("UnmodifiableEntity"));
        ROOT.call("ListRolePolicies", "RoleName", "AWSServiceRoleForX").statusCode(200);
    }

    @Test
    void an_inline_policy_is_put_read_and_deleted() {
        identity.add(ACCOUNT, PrincipalKind.ROLE, "worker", "AROAWORKERWORKERWORKE");
        ROOT.call(
                        "PutRolePolicy",
                        "RoleName",
                        "worker",
                        "PolicyName",
                        "own",
                        "PolicyDocument",
                        DOCUMENT)
                .statusCode(200);
        String result = "GetRolePolicyResponse.GetRolePolicyResult.";
        ROOT.call("GetRolePolicy", "RoleName", "worker", "PolicyName", "own")
                .statusCode(200)
                .body(result + "RoleName", equalTo("worker"))
                .body(result + "PolicyDocument", containsString("%22s3%3AGetObject%22"));
        ROOT.call("ListRolePolicies", "RoleName", "worker")
                .statusCode(200)
                .body(
                        "ListRolePoliciesResponse.ListRolePoliciesResult.PolicyNames.member",
                        equalTo("own"));
        var fact = awaitPoliciesOf("AROAWORKERWORKERWORKE", found -> found.getInlineCount() == 1);
        assertThat(fact.fact().getPrincipalPolicies().getInline(0).getDocument())
                .isEqualTo(DOCUMENT);
        ROOT.call("DeleteRolePolicy", "RoleName", "worker", "PolicyName", "own").statusCode(200);
        ROOT.call("GetRolePolicy", "RoleName", "worker", "PolicyName", "own")
                .statusCode(404)
                .body(
                        "ErrorResponse.Error.Message",
                        equalTo("The role policy with name own cannot be found."));
        ROOT.call("ListRolePolicies", "RoleName", "worker").body(not(containsString("own")));
    }

    @Test
    void inline_policies_of_a_group_share_their_limit() {
        identity.add(ACCOUNT, PrincipalKind.GROUP, "staff", "AGPASTAFFSTAFFSTAFFST");
        String large = DOCUMENT.replace("\"*\"", "\"arn:aws:s3:::b/" + "x".repeat(5100) + "\"");
        ROOT.call(
                        "PutGroupPolicy",
                        "GroupName",
                        "staff",
                        "PolicyName",
                        "large",
                        "PolicyDocument",
                        large)
                .statusCode(409)
                .body("ErrorResponse.Error.Code", equalTo("LimitExceeded"))
                .body(
                        "ErrorResponse.Error.Message",
                        equalTo("Maximum policy size of 5120 bytes exceeded for group staff"));
    }

    @Test
    void nobody_of_that_name_is_no_such_entity() {
        int asked = identity.asked();
        ROOT.call(
                        "PutUserPolicy",
                        "UserName",
                        "nobody",
                        "PolicyName",
                        "p",
                        "PolicyDocument",
                        DOCUMENT)
                .statusCode(404)
                .body(
                        "ErrorResponse.Error.Message",
                        equalTo("The user with name nobody cannot be found."));
        assertThat(identity.asked()).isEqualTo(asked + 1);
    }

    @Test
    void a_policy_that_does_not_exist_or_is_another_accounts_cannot_be_attached() {
        identity.add(ACCOUNT, PrincipalKind.USER, "carol", "AIDACAROLCAROLCAROLCA");
        String foreign =
                Caller.root(new AccountId("200000000002"))
                        .call("CreatePolicy", "PolicyName", "Theirs", "PolicyDocument", DOCUMENT)
                        .extract()
                        .path("CreatePolicyResponse.CreatePolicyResult.Policy.Arn");
        for (String arn : new String[] {foreign, "arn:aws:iam::200000000001:policy/None"}) {
            ROOT.call("AttachUserPolicy", "UserName", "carol", "PolicyArn", arn)
                    .statusCode(404)
                    .body(
                            "ErrorResponse.Error.Message",
                            equalTo("Policy " + arn + " does not exist or is not attachable."));
        }
    }

    private static Accepted awaitPoliciesOf(
            String principal, Predicate<PrincipalPoliciesFact> wanted) {
        return Topic.awaitFact(found ->
                found.fact().getPrincipalPolicies().getPrincipalId().equals(principal)
                        && wanted.test(found.fact().getPrincipalPolicies()));
    }

    private static String create(String name) {
        return ROOT.call("CreatePolicy", "PolicyName", name, "PolicyDocument", DOCUMENT)
                .statusCode(200)
                .extract()
                .path("CreatePolicyResponse.CreatePolicyResult.Policy.Arn");
    }
}
