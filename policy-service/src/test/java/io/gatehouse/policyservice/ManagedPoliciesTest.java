package io.gatehouse.policyservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Revision;
import io.gatehouse.policyservice.fixture.Caller;
import io.gatehouse.policyservice.fixture.FakeNeighbours;
import io.gatehouse.policyservice.fixture.Infra;
import io.gatehouse.policyservice.fixture.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

@QuarkusTest
@QuarkusTestResource(Infra.class)
class ManagedPoliciesTest {

    private static final AccountId ACCOUNT = new AccountId("100000000001");
    private static final Caller ROOT = Caller.root(ACCOUNT);
    private static final String DOCUMENT =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}\
            """;

    @Inject FakeNeighbours.Authz authz;

    @AfterEach
    void allowAll() {
        authz.allowAll();
    }

    @Test
    void a_policy_is_created_and_read_back() {
        String revision =
                ROOT.call(
                                "CreatePolicy",
                                "PolicyName",
                                "Readers",
                                "Path",
                                "/team/",
                                "Description",
                                "for readers",
                                "PolicyDocument",
                                DOCUMENT,
                                "Tags.member.1.Key",
                                "team",
                                "Tags.member.1.Value",
                                "red")
                        .statusCode(200)
                        .body(
                                "CreatePolicyResponse.CreatePolicyResult.Policy.Arn",
                                equalTo("arn:aws:iam::100000000001:policy/team/Readers"))
                        .extract()
                        .header("X-Gatehouse-Revision");
        assertThat(Revision.parse(revision).positions()).hasSize(1);
        String policy = "GetPolicyResponse.GetPolicyResult.Policy.";
        ROOT.call("GetPolicy", "PolicyArn", "arn:aws:iam::100000000001:policy/team/Readers")
                .statusCode(200)
                .body(policy + "Description", equalTo("for readers"))
                .body(policy + "DefaultVersionId", equalTo("v1"))
                .body(policy + "AttachmentCount", equalTo("0"))
                .body(policy + "Tags.member.Key", equalTo("team"));
        assertThat(authz.last("iam:CreatePolicy").context())
                .containsKey("aws:RequestTag/team")
                .containsKey("aws:TagKeys");
        assertThat(authz.last("iam:GetPolicy").context()).containsKey("aws:ResourceTag/team");
        assertThat(authz.last("iam:GetPolicy").resource())
                .isEqualTo("arn:aws:iam::100000000001:policy/team/Readers");
    }

    @Test
    void its_fact_and_its_event_arrive_on_kafka() {
        ROOT.call("CreatePolicy", "PolicyName", "Told", "PolicyDocument", DOCUMENT).statusCode(200);
        String arn = "arn:aws:iam::100000000001:policy/Told";
        var fact =
                Topic.awaitFact(found ->
                        found.fact().hasManagedPolicy()
                                && found.fact().getManagedPolicy().getArn().equals(arn));
        assertThat(fact.fact().getManagedPolicy().getDocument()).isEqualTo(DOCUMENT);
        assertThat(fact.fact().getManagedPolicy().getDefaultVersionId()).isEqualTo("v1");
        var event =
                Topic.awaitEvent(
                        found -> new String(found.value(), StandardCharsets.UTF_8).contains(arn));
        assertThat(Topic.header(event, "ce_type"))
                .isEqualTo("io.gatehouse.managed-policy.created.v1");
        assertThat(Topic.header(event, "ce_actor")).isEqualTo("arn:aws:iam::100000000001:root");
        assertThat(Topic.header(event, "ce_sourceip")).isEqualTo("203.0.113.7");
    }

    @Test
    void a_name_is_taken_without_regard_to_case() {
        ROOT.call("CreatePolicy", "PolicyName", "Once", "PolicyDocument", DOCUMENT).statusCode(200);
        ROOT.call("CreatePolicy", "PolicyName", "ONCE", "PolicyDocument", DOCUMENT)
                .statusCode(409)
                .body("ErrorResponse.Error.Code", equalTo("EntityAlreadyExists"))
                .body(
                        "ErrorResponse.Error.Message",
                        equalTo(
                                "A policy called ONCE already exists. Duplicate names are not"
                                        + " allowed."));
    }

    @Test
    void a_bad_document_is_malformed() {
        ROOT.call("CreatePolicy", "PolicyName", "Bad", "PolicyDocument", "{\"Statement\":[]}")
                .statusCode(400)
                .body("ErrorResponse.Error.Code", equalTo("MalformedPolicyDocument"));
    }

    @Test
    void versions_come_and_go_and_the_default_decides() {
        String arn = create("Versioned");
        String second = DOCUMENT.replace("GetObject", "PutObject");
        ROOT.call("CreatePolicyVersion", "PolicyArn", arn, "PolicyDocument", second)
                .statusCode(200)
                .body(
                        "CreatePolicyVersionResponse.CreatePolicyVersionResult.PolicyVersion"
                                + ".VersionId",
                        equalTo("v2"));
        String version = "GetPolicyVersionResponse.GetPolicyVersionResult.PolicyVersion.";
        ROOT.call("GetPolicyVersion", "PolicyArn", arn, "VersionId", "v2")
                .statusCode(200)
                .body(version + "IsDefaultVersion", equalTo("false"))
                .body(version + "Document", containsString("%22Version%22%3A%222012-10-17%22"));
        ROOT.call("SetDefaultPolicyVersion", "PolicyArn", arn, "VersionId", "v2").statusCode(200);
        var fact =
                Topic.awaitFact(found ->
                        found.fact().getManagedPolicy().getArn().equals(arn)
                                && found.fact()
                                        .getManagedPolicy()
                                        .getDefaultVersionId()
                                        .equals("v2"));
        assertThat(fact.fact().getManagedPolicy().getDocument()).isEqualTo(second);
        ROOT.call("DeletePolicyVersion", "PolicyArn", arn, "VersionId", "v2")
                .statusCode(409)
                .body("ErrorResponse.Error.Code", equalTo("DeleteConflict"));
        ROOT.call("DeletePolicyVersion", "PolicyArn", arn, "VersionId", "v1").statusCode(200);
        ROOT.call("ListPolicyVersions", "PolicyArn", arn)
                .statusCode(200)
                .body(
                        "ListPolicyVersionsResponse.ListPolicyVersionsResult.Versions.member"
                                + ".VersionId",
                        equalTo("v2"));
        ROOT.call("GetPolicyVersion", "PolicyArn", arn, "VersionId", "v1")
                .statusCode(404)
                .body(
                        "ErrorResponse.Error.Message",
                        equalTo(
                                "Policy %s version v1 does not exist or is not attachable."
                                        .formatted(arn)));
    }

    @Test
    void pages_hold_every_policy_once() {
        AccountId account = new AccountId("100000000002");
        Caller root = Caller.root(account);
        for (String name : new String[] {"c", "A", "b"}) {
            root.call("CreatePolicy", "PolicyName", name, "PolicyDocument", DOCUMENT)
                    .statusCode(200);
        }
        String result = "ListPoliciesResponse.ListPoliciesResult.";
        var first =
                root.call("ListPolicies", "Scope", "Local", "MaxItems", "2")
                        .statusCode(200)
                        .body(result + "Policies.member.PolicyName", hasItems("A", "b"))
                        .body(result + "IsTruncated", equalTo("true"));
        String marker = first.extract().path(result + "Marker");
        root.call("CreatePolicy", "PolicyName", "a0", "PolicyDocument", DOCUMENT).statusCode(200);
        root.call("ListPolicies", "Scope", "Local", "MaxItems", "2", "Marker", marker)
                .statusCode(200)
                .body(result + "Policies.member.PolicyName", equalTo("c"))
                .body(result + "IsTruncated", equalTo("false"));
        root.call("ListPolicies", "Scope", "Local", "Marker", "nonsense")
                .statusCode(400)
                .body("ErrorResponse.Error.Message", equalTo("Invalid Marker."));
    }

    @Test
    void tags_are_put_on_and_taken_off() {
        String arn = create("Tagged");
        ROOT.call(
                        "TagPolicy",
                        "PolicyArn",
                        arn,
                        "Tags.member.1.Key",
                        "team",
                        "Tags.member.1.Value",
                        "red")
                .statusCode(200);
        String tags = "ListPolicyTagsResponse.ListPolicyTagsResult.Tags.member.";
        ROOT.call("ListPolicyTags", "PolicyArn", arn)
                .statusCode(200)
                .body(tags + "Key", equalTo("team"))
                .body(tags + "Value", equalTo("red"));
        ROOT.call("UntagPolicy", "PolicyArn", arn, "TagKeys.member.1", "team").statusCode(200);
        ROOT.call("ListPolicyTags", "PolicyArn", arn)
                .statusCode(200)
                .body(not(containsString("team")));
    }

    @Test
    void a_deleted_policy_is_gone_and_its_fact_says_so() {
        String arn = create("Gone");
        ROOT.call("DeletePolicy", "PolicyArn", arn).statusCode(200);
        ROOT.call("GetPolicy", "PolicyArn", arn)
                .statusCode(404)
                .body("ErrorResponse.Error.Code", equalTo("NoSuchEntity"))
                .body("ErrorResponse.Error.Message", equalTo("Policy " + arn + " was not found."));
        Topic.awaitFact(found ->
                found.fact().getDeleted() && found.fact().getManagedPolicy().getArn().equals(arn));
        assertThat(create("Gone")).isEqualTo(arn);
    }

    @Test
    void who_may_not_is_told_so_and_nothing_happens() {
        authz.deny("iam:CreatePolicy", "User: bob is not authorized to perform: iam:CreatePolicy");
        Caller.user(ACCOUNT, "bob")
                .call("CreatePolicy", "PolicyName", "Denied", "PolicyDocument", DOCUMENT)
                .statusCode(403)
                .body("ErrorResponse.Error.Code", equalTo("AccessDenied"));
        ROOT.call("GetPolicy", "PolicyArn", "arn:aws:iam::100000000001:policy/Denied")
                .statusCode(404);
    }

    @Test
    void a_policy_of_another_account_is_not_there_and_an_arn_that_is_none_is_invalid() {
        String arn = create("Private");
        Caller.root(new AccountId("100000000003"))
                .call("GetPolicy", "PolicyArn", arn)
                .statusCode(404);
        ROOT.call("GetPolicy", "PolicyArn", "arn:aws:s3:::bucket/not-a-policy")
                .statusCode(400)
                .body("ErrorResponse.Error.Code", equalTo("InvalidInput"));
    }

    private static String create(String name) {
        return ROOT.call("CreatePolicy", "PolicyName", name, "PolicyDocument", DOCUMENT)
                .statusCode(200)
                .extract()
                .path("CreatePolicyResponse.CreatePolicyResult.Policy.Arn");
    }
}
