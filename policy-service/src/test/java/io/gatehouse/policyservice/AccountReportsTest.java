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
import io.gatehouse.policyservice.fixture.Topic;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is told of a whole account: details, services, refused attempts. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class AccountReportsTest {

    private static final String DOCUMENT =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}\
            """;
    private static final String DETAILS =
            "GetAccountAuthorizationDetailsResponse.GetAccountAuthorizationDetailsResult.";

    @Inject FakeNeighbours.Identity identity;
    @Inject FakeNeighbours.Authz authz;
    @Inject Pool pool;

    @AfterEach
    void allowAll() {
        authz.allowAll();
    }

    @Test
    void details_of_an_account_are_told_whole_and_a_page_at_a_time() {
        AccountId account = new AccountId("530000000001");
        Caller root = Caller.root(account);
        identity.add(account, PrincipalKind.USER, "ann", "AIDAANNANNANNANNANNAN");
        identity.add(account, PrincipalKind.USER, "Bob", "AIDABOBBOBBOBBOBBOBBO");
        identity.add(account, PrincipalKind.GROUP, "staff", "AGPASTAFFSTAFFSTAFFST");
        identity.add(account, PrincipalKind.ROLE, "worker", "AROAWORKWORKWORKWORKW");
        String arn =
                root.call("CreatePolicy", "PolicyName", "Read", "PolicyDocument", DOCUMENT)
                        .extract()
                        .path("CreatePolicyResponse.CreatePolicyResult.Policy.Arn");
        root.call("AttachUserPolicy", "UserName", "ann", "PolicyArn", arn).statusCode(200);
        root.call(
                        "PutRolePolicy",
                        "RoleName",
                        "worker",
                        "PolicyName",
                        "in",
                        "PolicyDocument",
                        DOCUMENT)
                .statusCode(200);

        root.call("GetAccountAuthorizationDetails")
                .statusCode(200)
                .body(DETAILS + "UserDetailList.member[0].UserName", equalTo("ann"))
                .body(
                        DETAILS
                                + "UserDetailList.member[0].AttachedManagedPolicies.member.PolicyArn",
                        equalTo(arn))
                .body(DETAILS + "GroupDetailList.member.GroupName", equalTo("staff"))
                .body(
                        DETAILS + "RoleDetailList.member.RolePolicyList.member.PolicyName",
                        equalTo("in"))
                .body(
                        DETAILS + "RoleDetailList.member.RoleLastUsed.LastUsedDate",
                        equalTo("2026-09-21T14:13:20Z"))
                .body(DETAILS + "RoleDetailList.member.RoleLastUsed.Region", equalTo("us-east-1"))
                .body(DETAILS + "Policies.member.PolicyVersionList.member.VersionId", equalTo("v1"))
                .body(DETAILS + "Policies.member.AttachmentCount", equalTo("1"))
                .body(DETAILS + "IsTruncated", equalTo("false"));
        root.call("GetAccountAuthorizationDetails", "Filter.member.1", "Group")
                .statusCode(200)
                .body(containsString("staff"))
                .body(not(containsString("<UserName>")));

        List<String> seen = new ArrayList<>();
        String marker = null;
        do {
            var page =
                    (marker == null
                                    ? root.call("GetAccountAuthorizationDetails", "MaxItems", "1")
                                    : root.call(
                                            "GetAccountAuthorizationDetails",
                                            "MaxItems",
                                            "1",
                                            "Marker",
                                            marker))
                            .statusCode(200)
                            .extract()
                            .xmlPath();
            for (String name : List.of("UserName", "GroupName", "RoleName")) {
                String found = page.getString("**.find { it.name() == '" + name + "' }");
                if (found != null && !found.isEmpty()) {
                    seen.add(found);
                }
            }
            marker = page.getString(DETAILS + "Marker");
        } while (marker != null && !marker.isEmpty());
        assertThat(seen).containsExactly("ann", "Bob", "staff", "worker");
    }

    @Test
    void services_that_policies_open_are_reported_with_who_could_use_them() {
        AccountId account = new AccountId("530000000002");
        IdentityLog log = new IdentityLog(account);
        log.write(
                IdentityLog.group("AGPAOPENOPENOPENOPENO", "open"),
                IdentityLog.user("AIDAOPENOPENOPENOPENO", "una", "", "AGPAOPENOPENOPENOPENO"));
        Caller root = log.root();
        root.call(
                        "PutGroupPolicy",
                        "GroupName",
                        "open",
                        "PolicyName",
                        "s",
                        "PolicyDocument",
                        DOCUMENT)
                .statusCode(200);
        String arn = "arn:aws:iam::530000000002:user/una";

        String granting =
                "ListPoliciesGrantingServiceAccessResponse.ListPoliciesGrantingServiceAccessResult"
                        + ".PoliciesGrantingServiceAccess.";
        root.call(
                        "ListPoliciesGrantingServiceAccess",
                        "Arn",
                        arn,
                        "ServiceNamespaces.member.1",
                        "s3",
                        "ServiceNamespaces.member.2",
                        "ec2")
                .statusCode(200)
                .body(granting + "member[0].Policies.member.EntityName", equalTo("open"))
                .body(granting + "member[0].Policies.member.PolicyType", equalTo("INLINE"))
                .body(granting + "member[1].ServiceNamespace", equalTo("ec2"))
                .body(granting + "member[1].Policies.member.size()", equalTo(0));

        String job =
                root.call("GenerateServiceLastAccessedDetails", "Arn", arn)
                        .statusCode(200)
                        .extract()
                        .path(
                                "GenerateServiceLastAccessedDetailsResponse"
                                        + ".GenerateServiceLastAccessedDetailsResult.JobId");
        assertThat(job).hasSize(36);
        root.call("GetServiceLastAccessedDetails", "JobId", job)
                .statusCode(200)
                .body(containsString("<JobStatus>COMPLETED</JobStatus>"))
                .body(containsString("<ServiceNamespace>s3</ServiceNamespace>"))
                .body(containsString("<TotalAuthenticatedEntities>0</TotalAuthenticatedEntities>"));
        use("530000000002", "AIDAOPENOPENOPENOPENO", "S3", "GetObject");
        root.call("GetServiceLastAccessedDetails", "JobId", job)
                .statusCode(200)
                .body(containsString("<LastAuthenticated>2026-11-24T10:30:00Z</LastAuthenticated>"))
                .body(containsString("<TotalAuthenticatedEntities>1</TotalAuthenticatedEntities>"));
        root.call(
                        "GetServiceLastAccessedDetailsWithEntities",
                        "JobId",
                        job,
                        "ServiceNamespace",
                        "s3")
                .statusCode(200)
                .body(containsString("<Name>una</Name>"));
        Caller.root(new AccountId("530000000003"))
                .call("GetServiceLastAccessedDetails", "JobId", job)
                .statusCode(404);
        root.call(
                        "GenerateServiceLastAccessedDetails",
                        "Arn",
                        "arn:aws:iam::530000000002:user/none")
                .statusCode(404);
        root.call("GenerateServiceLastAccessedDetails", "Arn", "arn:aws:s3:::a-bucket-of-mine")
                .statusCode(400)
                .body("ErrorResponse.Error.Code", equalTo("InvalidInput"));
    }

    private void use(String account, String principal, String service, String action) {
        pool.preparedQuery(
                        """
                        insert into usage_total (account, hour, principal, service, action,
                            incarnation, total, last_used)
                        values ($1, '2026-11-24T10:00Z', $2, $3, $4, 'one', 1,
                            '2026-11-24T10:30Z')
                        """)
                .execute(Tuple.of(account, principal, service, action))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    @Test
    void what_is_refused_reaches_subscribers_and_stands_sealed_in_the_store() throws Exception {
        AccountId account = new AccountId("530000000004");
        Caller root = Caller.root(account);
        authz.deny("iam:CreatePolicy", "not you, planted-message");
        root.call("CreatePolicy", "PolicyName", "Planted", "PolicyDocument", DOCUMENT)
                .statusCode(403);
        authz.allowAll();
        root.call("CreatePolicy", "PolicyName", "Taken", "PolicyDocument", DOCUMENT)
                .statusCode(200);
        root.call("CreatePolicy", "PolicyName", "Taken", "PolicyDocument", DOCUMENT)
                .statusCode(409);

        var denied = refusal("530000000004", "AccessDenied");
        assertThat(denied).contains("iam:CreatePolicy", "policy/Planted", "planted-message");
        assertThat(refusal("530000000004", "EntityAlreadyExists")).contains("policy/Taken");
        try (var connection = Infra.database().connect(Infra.database().owner());
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select convert_from(payload, 'UTF8') from audit where owner ="
                                        + " '530000000004'")) {
            int kept = 0;
            while (rows.next()) {
                kept++;
                assertThat(rows.getString(1)).doesNotContain("planted-message", "Planted");
            }
            assertThat(kept).isEqualTo(2);
        }
    }

    private static String refusal(String account, String code) {
        var event =
                Topic.awaitEvent(found ->
                        Topic.header(found, "ce_type").equals("io.gatehouse.attempt.refused.v1")
                                && Topic.header(found, "ce_account").equals(account)
                                && new String(found.value(), StandardCharsets.UTF_8)
                                        .contains(code));
        assertThat(Topic.header(event, "ce_source")).isEqualTo("/gatehouse/policy/" + account);
        return new String(event.value(), StandardCharsets.UTF_8);
    }
}
