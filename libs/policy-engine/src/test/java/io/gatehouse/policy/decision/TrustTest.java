package io.gatehouse.policy.decision;

import static io.gatehouse.policy.decision.Given.SESSION;
import static io.gatehouse.policy.decision.Given.alice;
import static io.gatehouse.policy.decision.Given.allow;
import static io.gatehouse.policy.decision.Given.caller;
import static io.gatehouse.policy.decision.Given.deny;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** SEMANTICS 8 and 12.B: who may assume a role. */
class TrustTest {

    private static final String ROLE = "arn:aws:iam::111111111111:role/t";
    private static final String MAY = allow("sts:AssumeRole", ROLE);

    private static String trusts(String principal, String action) {
        return "{'Effect':'Allow','Principal':%s,'Action':%s}".formatted(principal, action);
    }

    private static Given asks(Given given) {
        return given.asks("sts:AssumeRole", ROLE);
    }

    private static final String ALICE =
            trusts("{'AWS':'AIDAALICEALICEALICE22'}", "'sts:AssumeRole'");
    private static final String ACCOUNT =
            trusts("{'AWS':'arn:aws:iam::111111111111:root'}", "'sts:AssumeRole'");

    @Test
    void a_user_who_is_named_needs_no_identity_policy() {
        Verdict verdict = asks(alice()).trust(ALICE).verdict();
        assertThat(verdict.isAllowed()).isTrue();
        assertThat(verdict.layer()).isEqualTo(Layer.TRUST);
    }

    @Test
    void an_account_that_is_named_delegates() {
        assertThat(asks(alice()).trust(ACCOUNT).verdict().layer()).isEqualTo(Layer.IDENTITY);
        assertThat(asks(alice()).trust(ACCOUNT).identity(MAY).outcome()).isEqualTo("A");
    }

    @Test
    void identity_policies_alone_never_suffice() {
        Verdict other =
                asks(alice())
                        .trust(trusts("{'AWS':'AIDABOBBOBBOBBOBBOB22'}", "'sts:AssumeRole'"))
                        .identity(allow("sts:*", "*"))
                        .verdict();
        assertThat(other.decision()).isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(other.layer()).isEqualTo(Layer.TRUST);
        assertThat(asks(alice()).identity(allow("sts:*", "*")).outcome()).isEqualTo("I");
    }

    @Test
    void boundary_and_session_policy_always_limit() {
        assertThat(asks(alice()).trust(ALICE).boundary(allow("ec2:*", "*")).outcome())
                .isEqualTo("I");
        assertThat(asks(alice()).trust(ALICE).session(allow("ec2:*", "*")).outcome())
                .isEqualTo("I");
    }

    @Test
    void an_explicit_deny_of_the_caller_wins() {
        assertThat(asks(alice()).trust(ALICE).identity(deny("sts:*", "*")).outcome())
                .isEqualTo("E");
    }

    @Test
    void across_accounts_the_caller_needs_permission_too() {
        String role = "arn:aws:iam::222222222222:role/t";
        Given given = alice().asks("sts:AssumeRole", role).trust(trusts("'*'", "'sts:AssumeRole'"));
        assertThat(given.outcome()).isEqualTo("I");
        assertThat(given.identity(allow("sts:AssumeRole", role)).outcome()).isEqualTo("A");
    }

    @Test
    void passing_tags_or_a_source_identity_needs_permission_as_well() {
        String all = trusts("'*'", "['sts:AssumeRole','sts:TagSession']");
        assertThat(asks(alice()).trust(ALICE).with("aws:RequestTag/a", "b").outcome())
                .isEqualTo("I");
        assertThat(asks(alice()).trust(all).with("aws:TagKeys", "a").outcome()).isEqualTo("A");
        Given identified = asks(alice()).trust(all).with("sts:SourceIdentity", "me");
        assertThat(identified.outcome()).isEqualTo("I");
        assertThat(new DecisionEngine().refusedAction(identified.policies(), identified.request()))
                .isEqualTo("sts:SetSourceIdentity");
    }

    @Test
    void an_external_id_is_compared_with_case() {
        String trust = Given.when(ALICE, "'StringEquals':{'sts:ExternalId':'x'}");
        assertThat(asks(alice()).trust(trust).outcome()).isEqualTo("I");
        assertThat(asks(alice()).trust(trust).with("sts:ExternalId", "X").outcome()).isEqualTo("I");
        assertThat(asks(alice()).trust(trust).with("sts:ExternalId", "x").outcome()).isEqualTo("A");
    }

    @Test
    void a_user_made_again_under_the_same_name_is_another_user() {
        Principal again =
                new Principal.User(
                        "arn:aws:iam::111111111111:user/alice",
                        Given.A,
                        "alice",
                        new io.gatehouse.model.UniqueId("AIDAALICEALICEALICE33"));
        assertThat(asks(caller(again)).trust(ALICE).outcome()).isEqualTo("I");
    }

    @Test
    void a_role_named_with_its_path_matches_its_session_by_name() {
        String byArn =
                trusts("{'AWS':'arn:aws:iam::111111111111:role/other/r'}", "'sts:AssumeRole'");
        assertThat(asks(caller(SESSION)).trustByArn(byArn).outcome()).isEqualTo("A");
        assertThat(asks(caller(SESSION)).trust(byArn).outcome()).isEqualTo("I");
        String byId = trusts("{'AWS':'AROAROLEROLEROLEROLE2'}", "'sts:AssumeRole'");
        assertThat(asks(caller(SESSION)).trust(byId).outcome()).isEqualTo("A");
    }

    @Test
    void a_token_is_trusted_by_its_provider_only() {
        Principal token =
                new Principal.WebIdentity(
                        "arn:aws:iam::111111111111:oidc-provider/idp.example.com");
        String trust =
                trusts(
                        "{'Federated':'arn:aws:iam::111111111111:oidc-provider/%s'}",
                        "'sts:AssumeRoleWithWebIdentity'");
        Given given = caller(token).asks("sts:AssumeRoleWithWebIdentity", ROLE);
        assertThat(given.trust(trust.formatted("idp.example.com")).outcome()).isEqualTo("A");
        assertThat(given.trust(trust.formatted("q.example.com")).outcome()).isEqualTo("I");
        assertThat(given.trust(trusts("'*'", "'sts:AssumeRoleWithWebIdentity'")).outcome())
                .isEqualTo("I");
    }

    @Test
    void a_resource_control_policy_that_allows_all_does_not_stop_a_token() {
        Principal token = new Principal.WebIdentity("arn:aws:iam::111111111111:oidc-provider/idp");
        Given given =
                caller(token)
                        .asks("sts:AssumeRoleWithWebIdentity", ROLE)
                        .trust(
                                trusts(
                                        "{'Federated':'arn:aws:iam::111111111111:oidc-provider/idp'}",
                                        "'sts:AssumeRoleWithWebIdentity'"))
                        .resourceControl(
                                Given.set(
                                        io.gatehouse.policy.language.PolicyKind.RESOURCE_CONTROL,
                                        Given.to("'*'", allow("*", "*"))));
        assertThat(given.outcome()).isEqualTo("A");
    }
}
