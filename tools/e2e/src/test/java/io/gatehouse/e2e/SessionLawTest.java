package io.gatehouse.e2e;

import static io.gatehouse.authz.v1.Decision.ALLOWED;
import static io.gatehouse.authz.v1.Decision.EXPLICITLY_DENIED;
import static io.gatehouse.authz.v1.Decision.IMPLICITLY_DENIED;
import static io.gatehouse.e2e.Stage.policy;
import static io.gatehouse.e2e.Stage.toPrincipal;
import static io.gatehouse.e2e.Stage.trusting;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Principal;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * SEMANTICS 12, numbers 1 to 13, with sessions that STS gave: policies are written through IAM,
 * authz-service decides by their facts and the session's own token.
 */
@ExtendWith(RunningGatehouse.class)
class SessionLawTest {

    private static final String ANYBODY_IN_ROLE =
            policy(
                    "Allow",
                    "s3:GetObject",
                    """
                    "Principal":"*","Resource":"*",
                    "Condition":{"ArnEquals":{"aws:PrincipalArn":"%s"}}\
                    """);

    private Stage stage;

    @BeforeEach
    void begin(GatehouseProcess gatehouse) {
        stage = new Stage(gatehouse);
        stage.role(trusting("sts:AssumeRole", stage.arn("user/alice"), ""));
    }

    @AfterEach
    void end() {
        stage.close();
    }

    private Principal session() {
        return stage.bySession(stage.assume(stage.alice(), r -> {}));
    }

    private Principal limitedTo(String action) {
        return stage.bySession(stage.assume(stage.alice(), r -> r.policy(policy("Allow", action))));
    }

    private Principal alice() {
        return stage.byArn(stage.arn("user/alice"));
    }

    private void bounded(String kind, String action) {
        String boundary = stage.boundary(action);
        if (kind.equals("role")) {
            stage.root()
                    .putRolePermissionsBoundary(r -> r.roleName("r").permissionsBoundary(boundary));
        } else {
            stage.root()
                    .putUserPermissionsBoundary(
                            r -> r.userName("alice").permissionsBoundary(boundary));
        }
    }

    private void decides(Decision expected, Principal principal, @Nullable String policy) {
        assertThat(stage.readObject(principal, policy).getDecision()).isEqualTo(expected);
    }

    @Test
    void session_policies_limit_what_names_the_role_and_not_what_names_the_session_1_2() {
        Principal session = limitedTo("ec2:*");
        decides(ALLOWED, session, toPrincipal(stage.sessionArn()));
        decides(IMPLICITLY_DENIED, session, toPrincipal(stage.arn("role/r")));
        decides(ALLOWED, session(), toPrincipal(stage.arn("role/r")));
    }

    @Test
    void a_boundary_limits_what_names_the_role_and_not_what_names_the_session_3() {
        bounded("role", "ec2:*");
        Principal session = session();
        decides(IMPLICITLY_DENIED, session, toPrincipal(stage.arn("role/r")));
        decides(ALLOWED, session, toPrincipal(stage.sessionArn()));
    }

    @Test
    void neither_boundary_nor_session_policy_limits_what_is_for_the_user_or_for_all_4_5() {
        bounded("user", "ec2:*");
        decides(ALLOWED, alice(), toPrincipal(stage.arn("user/alice")));
        decides(ALLOWED, alice(), toPrincipal("*"));
    }

    @Test
    void what_is_for_all_is_for_limited_sessions_too_5() {
        String forRole = ANYBODY_IN_ROLE.formatted(stage.arn("role/r"));
        Principal session = limitedTo("ec2:*");
        bounded("role", "ec2:*");
        decides(ALLOWED, session, toPrincipal("*"));
        decides(ALLOWED, session, forRole);
    }

    @Test
    void what_names_the_account_delegates_only_6() {
        decides(IMPLICITLY_DENIED, alice(), toPrincipal(stage.id()));
        decides(IMPLICITLY_DENIED, alice(), toPrincipal(stage.arn("root")));
        decides(IMPLICITLY_DENIED, session(), toPrincipal(stage.id()));
        stage.userMay("Allow", "s3:GetObject");
        stage.roleMay("Allow", "s3:GetObject");
        decides(ALLOWED, alice(), toPrincipal(stage.id()));
        decides(ALLOWED, session(), toPrincipal(stage.id()));
    }

    @Test
    void an_explicit_deny_of_any_layer_wins_over_what_names_the_session_7() {
        String open = toPrincipal(stage.sessionArn());
        String denying = policy("Deny", "s3:GetObject");
        Principal denied = stage.bySession(stage.assume(stage.alice(), r -> r.policy(denying)));
        decides(EXPLICITLY_DENIED, denied, open);
        Principal session = session();
        decides(ALLOWED, session, open);
        stage.roleMay("Deny", "s3:GetObject");
        decides(EXPLICITLY_DENIED, session, open);
    }

    @Test
    void across_accounts_both_sides_must_allow_and_nothing_is_bypassed_8_9(
            GatehouseProcess gatehouse) {
        String other = accountThatDecisionsKnow(gatehouse);
        String forAlice = toPrincipal(stage.arn("user/alice"));
        String forSession = toPrincipal(stage.sessionArn());
        assertThat(across(other, alice(), forAlice)).isEqualTo(IMPLICITLY_DENIED);
        assertThat(across(other, session(), forSession)).isEqualTo(IMPLICITLY_DENIED);
        stage.userMay("Allow", "*");
        stage.roleMay("Allow", "*");
        assertThat(across(other, alice(), null)).isEqualTo(IMPLICITLY_DENIED);
        assertThat(across(other, alice(), forAlice)).isEqualTo(ALLOWED);
        assertThat(across(other, session(), forSession)).isEqualTo(ALLOWED);
        assertThat(across(other, limitedTo("ec2:*"), forSession)).isEqualTo(IMPLICITLY_DENIED);
        bounded("user", "ec2:*");
        assertThat(across(other, alice(), forAlice)).isEqualTo(IMPLICITLY_DENIED);
    }

    private static String accountThatDecisionsKnow(GatehouseProcess gatehouse) {
        try (Stage there = new Stage(gatehouse)) {
            there.readObject(there.byArn(there.arn("user/alice")), null);
            return there.id();
        }
    }

    private Decision across(String owner, Principal principal, @Nullable String policy) {
        return stage.readObjectOf(owner, principal, policy).getDecision();
    }

    @Test
    void a_federated_user_without_session_policy_has_what_names_its_session_alone_10() {
        stage.userMay("Allow", "[\"s3:*\",\"sts:GetFederationToken\"]");
        Principal fred =
                stage.bySession(
                        stage.alice().getFederationToken(r -> r.name("fred")).credentials());
        String arn = "arn:aws:sts::" + stage.id() + ":federated-user/fred";
        decides(IMPLICITLY_DENIED, fred, null);
        decides(ALLOWED, fred, toPrincipal(arn));
        decides(IMPLICITLY_DENIED, fred, toPrincipal(stage.arn("user/alice")));
    }

    @Test
    void a_session_has_what_its_role_has_and_what_limits_it_grants_nothing_11_12_13() {
        decides(IMPLICITLY_DENIED, limitedTo("*"), null);
        bounded("role", "*");
        decides(IMPLICITLY_DENIED, session(), null);
        stage.roleMay("Allow", "s3:GetObject");
        decides(ALLOWED, session(), null);
        decides(ALLOWED, limitedTo("*"), null);
    }

    @Test
    void a_session_of_the_user_has_the_users_rights_and_its_boundary() {
        Principal session = stage.bySession(stage.alice().getSessionToken().credentials());
        decides(IMPLICITLY_DENIED, session, null);
        decides(ALLOWED, session, toPrincipal(stage.arn("user/alice")));
        stage.userMay("Allow", "s3:*");
        decides(ALLOWED, session, null);
        bounded("user", "ec2:*");
        decides(IMPLICITLY_DENIED, session, null);
    }
}
