package io.gatehouse.e2e;

import static io.gatehouse.e2e.Stage.policy;
import static io.gatehouse.e2e.Stage.trusting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.Tag;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** SEMANTICS 12, numbers 21 to 33, by AssumeRole itself, through gateway, policies and engine. */
@ExtendWith(RunningGatehouse.class)
class TrustLawTest {

    private Stage stage;

    @BeforeEach
    void begin(GatehouseProcess gatehouse) {
        stage = new Stage(gatehouse);
    }

    @AfterEach
    void end() {
        stage.close();
    }

    private void trusts(String principal) {
        stage.role(trusting("sts:AssumeRole", principal, ""));
    }

    private void aliceIsBoundedBy(String action) {
        String boundary = stage.boundary(action);
        stage.root()
                .putUserPermissionsBoundary(r -> r.userName("alice").permissionsBoundary(boundary));
    }

    private void assumes(StsClient who, Consumer<AssumeRoleRequest.Builder> more) {
        assertThat(stage.assume(who, more).accessKeyId()).startsWith("ASIA");
    }

    private void isRefused(StsClient who, Consumer<AssumeRoleRequest.Builder> more, String text) {
        AwsServiceException refusal =
                catchThrowableOfType(AwsServiceException.class, () -> stage.assume(who, more));
        assertThat(refusal).as("the role was assumed").isNotNull();
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
        assertThat(refusal.statusCode()).isEqualTo(403);
        assertThat(refusal.getMessage()).contains(text);
    }

    @Test
    void who_is_named_needs_no_other_permission_and_a_boundary_limits_all_the_same_21() {
        trusts(stage.arn("user/alice"));
        assumes(stage.alice(), TrustLawTest::plain);
        aliceIsBoundedBy("ec2:*");
        isRefused(stage.alice(), TrustLawTest::plain, "boundary");
    }

    @Test
    void who_is_of_a_named_account_needs_an_allow_too_21() {
        trusts(stage.id());
        isRefused(stage.alice(), TrustLawTest::plain, "sts:AssumeRole");
        stage.userMay("Allow", "sts:AssumeRole");
        assumes(stage.alice(), TrustLawTest::plain);
        aliceIsBoundedBy("sts:*");
        assumes(stage.alice(), TrustLawTest::plain);
    }

    @Test
    void an_allow_without_trust_never_suffices_22() {
        stage.root().createUser(r -> r.userName("bob"));
        trusts(stage.arn("user/bob"));
        stage.userMay("Allow", "sts:*");
        isRefused(stage.alice(), TrustLawTest::plain, "sts:AssumeRole");
    }

    @Test
    void a_deny_wins_over_being_named_23() {
        trusts(stage.arn("user/alice"));
        stage.userMay("Deny", "sts:*");
        isRefused(stage.alice(), TrustLawTest::plain, "explicit deny");
    }

    @Test
    void who_is_of_another_account_needs_both_sides_24(GatehouseProcess gatehouse) {
        trusts("*");
        try (Stage other = new Stage(gatehouse)) {
            isRefused(other.alice(), TrustLawTest::plain, "sts:AssumeRole");
            other.userMay("Allow", "sts:AssumeRole");
            assumes(other.alice(), TrustLawTest::plain);
        }
        assumes(stage.alice(), TrustLawTest::plain);
    }

    @Test
    void an_external_id_is_compared_with_its_case_25() {
        stage.role(
                trusting(
                        "sts:AssumeRole",
                        stage.arn("user/alice"),
                        ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"x-1\"}}"));
        isRefused(stage.alice(), TrustLawTest::plain, "sts:AssumeRole");
        isRefused(stage.alice(), r -> r.externalId("X-1"), "sts:AssumeRole");
        assumes(stage.alice(), r -> r.externalId("x-1"));
    }

    @Test
    void tags_and_a_source_identity_need_rights_of_their_own_26() {
        trusts(stage.arn("user/alice"));
        Consumer<AssumeRoleRequest.Builder> tagged =
                r -> r.tags(Tag.builder().key("team").value("red").build());
        isRefused(stage.alice(), tagged, "sts:TagSession");
        isRefused(stage.alice(), r -> r.sourceIdentity("alice-a"), "sts:SetSourceIdentity");
        stage.root()
                .updateAssumeRolePolicy(r ->
                        r.roleName("r")
                                .policyDocument(
                                        trusting(
                                                "[\"sts:AssumeRole\",\"sts:TagSession\"]",
                                                stage.arn("user/alice"),
                                                "")));
        assumes(stage.alice(), tagged);
        isRefused(stage.alice(), r -> r.sourceIdentity("alice-a"), "sts:SetSourceIdentity");
    }

    @Test
    void another_user_of_the_same_name_is_not_who_was_trusted_27() {
        trusts(stage.arn("user/alice"));
        String id = stage.root().getUser(r -> r.userName("alice")).user().userId();
        assumes(stage.alice(), TrustLawTest::plain);
        makeAliceAgain();
        isRefused(stage.alice(), TrustLawTest::plain, "sts:AssumeRole");
        assertThat(trustPolicy()).contains(id).doesNotContain("user/alice");
    }

    @Test
    void a_condition_on_the_arn_is_text_and_outlives_the_user_27() {
        stage.role(
                trusting(
                        "sts:AssumeRole",
                        stage.id(),
                        ",\"Condition\":{\"ArnEquals\":{\"aws:PrincipalArn\":\"%s\"}}"
                                .formatted(stage.arn("user/alice"))));
        stage.userMay("Allow", "sts:AssumeRole");
        assumes(stage.alice(), TrustLawTest::plain);
        stage.root().deleteUserPolicy(r -> r.userName("alice").policyName("Allow"));
        makeAliceAgain();
        stage.userMay("Allow", "sts:AssumeRole");
        assumes(stage.alice(), TrustLawTest::plain);
    }

    private void makeAliceAgain() {
        for (AccessKeyMetadata key :
                stage.root().listAccessKeys(r -> r.userName("alice")).accessKeyMetadata()) {
            stage.root().deleteAccessKey(r -> r.userName("alice").accessKeyId(key.accessKeyId()));
        }
        stage.root().deleteUser(r -> r.userName("alice"));
        stage.root().createUser(r -> r.userName("alice"));
        stage.aliceAgain();
    }

    private String trustPolicy() {
        return URLDecoder.decode(
                stage.root().getRole(r -> r.roleName("r")).role().assumeRolePolicyDocument(),
                StandardCharsets.UTF_8);
    }

    @Test
    void a_role_that_is_not_there_is_refused_as_one_that_does_not_trust_31() {
        stage.userMay("Allow", "sts:*");
        isRefused(stage.alice(), TrustLawTest::plain, "sts:AssumeRole");
    }

    @Test
    void a_role_does_not_trust_itself_33() {
        trusts(stage.id());
        stage.userMay("Allow", "sts:AssumeRole");
        Credentials session = stage.assume(stage.alice(), TrustLawTest::plain);
        try (StsClient inRole = stage.stsOf(session)) {
            isRefused(inRole, TrustLawTest::plain, "sts:AssumeRole");
            stage.roleMay("Allow", "sts:AssumeRole");
            assumes(inRole, TrustLawTest::plain);
        }
    }

    @Test
    void a_session_policy_limits_the_roles_that_may_be_assumed_too_21() {
        trusts(stage.arn("user/alice"));
        stage.root()
                .createRole(r ->
                        r.roleName("next")
                                .path("/app/")
                                .assumeRolePolicyDocument(
                                        trusting("sts:AssumeRole", stage.arn("role/r"), "")));
        Consumer<AssumeRoleRequest.Builder> next = r -> r.roleArn(stage.arn("role/app/next"));
        Credentials limited = stage.assume(stage.alice(), r -> r.policy(policy("Allow", "ec2:*")));
        try (StsClient inRole = stage.stsOf(limited)) {
            isRefused(inRole, next, "session policy");
        }
        try (StsClient inRole = stage.stsOf(stage.assume(stage.alice(), TrustLawTest::plain))) {
            assumes(inRole, next);
        }
    }

    private static void plain(AssumeRoleRequest.Builder asked) {
        assertThat(asked).isNotNull();
    }
}
