package io.gatehouse.policy.decision;

import static io.gatehouse.policy.decision.Given.A;
import static io.gatehouse.policy.decision.Given.ALICE;
import static io.gatehouse.policy.decision.Given.ANONYMOUS;
import static io.gatehouse.policy.decision.Given.B;
import static io.gatehouse.policy.decision.Given.FEDERATED;
import static io.gatehouse.policy.decision.Given.ROOT;
import static io.gatehouse.policy.decision.Given.SESSION;
import static io.gatehouse.policy.decision.Given.alice;
import static io.gatehouse.policy.decision.Given.allow;
import static io.gatehouse.policy.decision.Given.caller;
import static io.gatehouse.policy.decision.Given.deny;
import static io.gatehouse.policy.decision.Given.set;
import static io.gatehouse.policy.decision.Given.to;
import static io.gatehouse.policy.decision.Given.when;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.policy.language.PolicyKind;

import org.junit.jupiter.api.Test;

/** SEMANTICS 6, 7 and 12.A: how the layers make one answer. */
class LayersTest {

    private static final String READ = allow("s3:GetObject", "*");
    private static final String EC2 = allow("ec2:*", "*");
    private static final String SESSION_ARN =
            "{'AWS':'arn:aws:sts::111111111111:assumed-role/r/sess'}";
    private static final String ROLE_ARN = "{'AWS':'arn:aws:iam::111111111111:role/app/r'}";
    private static final String ALICE_ARN = "{'AWS':'arn:aws:iam::111111111111:user/alice'}";
    private static final String ACCOUNT = "{'AWS':'111111111111'}";

    @Test
    void without_any_policy_the_answer_is_an_implicit_deny_by_the_identity_layer() {
        Verdict verdict = alice().verdict();
        assertThat(verdict.decision()).isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(verdict.layer()).isEqualTo(Layer.IDENTITY);
        assertThat(verdict.because()).isEmpty();
    }

    @Test
    void an_identity_allow_allows_and_is_the_reason() {
        Verdict verdict = alice().identity(EC2, READ).verdict();
        assertThat(verdict.isAllowed()).isTrue();
        assertThat(verdict.layer()).isEqualTo(Layer.IDENTITY);
        assertThat(verdict.because())
                .containsExactly(new Reason(Layer.IDENTITY, PolicyName.of("IDENTITY"), 1, ""));
    }

    @Test
    void a_session_named_by_its_own_arn_is_not_limited_by_its_session_policy() {
        Given given = caller(SESSION).resourcePolicy(to(SESSION_ARN, READ)).session(EC2);
        assertThat(given.outcome()).isEqualTo("A");
        assertThat(given.verdict().layer()).isEqualTo(Layer.RESOURCE);
    }

    @Test
    void a_session_named_by_its_role_is_limited_by_session_policy_and_boundary() {
        assertThat(caller(SESSION).resourcePolicy(to(ROLE_ARN, READ)).outcome()).isEqualTo("A");
        Verdict bySession =
                caller(SESSION).resourcePolicy(to(ROLE_ARN, READ)).session(EC2).verdict();
        assertThat(bySession.decision()).isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(bySession.layer()).isEqualTo(Layer.SESSION);
        Verdict byBoundary =
                caller(SESSION).resourcePolicy(to(ROLE_ARN, READ)).boundary(EC2).verdict();
        assertThat(byBoundary.layer()).isEqualTo(Layer.BOUNDARY);
    }

    @Test
    void a_user_named_by_arn_or_as_anyone_is_not_limited_by_a_boundary() {
        assertThat(alice().resourcePolicy(to(ALICE_ARN, READ)).boundary(EC2).outcome())
                .isEqualTo("A");
        assertThat(alice().resourcePolicy(to("'*'", READ)).boundary(EC2).outcome()).isEqualTo("A");
        assertThat(
                        caller(SESSION)
                                .session(EC2)
                                .resourcePolicy(
                                        when(
                                                to("'*'", READ),
                                                "'ArnEquals':{'aws:PrincipalArn':'arn:aws:iam::111111111111:role/app/r'}"))
                                .outcome())
                .isEqualTo("A");
    }

    @Test
    void naming_the_account_delegates_only() {
        Given named = alice().resourcePolicy(to(ACCOUNT, READ));
        assertThat(named.outcome()).isEqualTo("I");
        assertThat(named.verdict().layer()).isEqualTo(Layer.IDENTITY);
        assertThat(alice().resourcePolicy(to(ACCOUNT, READ)).identity(READ).outcome())
                .isEqualTo("A");
    }

    @Test
    void an_explicit_deny_anywhere_wins_and_every_deny_is_a_reason() {
        String no = deny("s3:*", "*");
        assertThat(alice().resourcePolicy(to(ALICE_ARN, READ)).boundary(no).outcome())
                .isEqualTo("E");
        assertThat(caller(SESSION).resourcePolicy(to(SESSION_ARN, READ)).session(no).outcome())
                .isEqualTo("E");
        assertThat(
                        alice().identity(READ)
                                .serviceControl(set(PolicyKind.SERVICE_CONTROL, no))
                                .outcome())
                .isEqualTo("E");
        Verdict both = alice().identity(READ, no).boundary(no).verdict();
        assertThat(both.layer()).isEqualTo(Layer.IDENTITY);
        assertThat(both.because())
                .extracting(Reason::layer)
                .containsExactly(Layer.IDENTITY, Layer.BOUNDARY);
    }

    @Test
    void across_accounts_both_sides_must_allow_and_nothing_is_bypassed() {
        Verdict noResource = alice().ownedBy(B).identity(READ).verdict();
        assertThat(noResource.layer()).isEqualTo(Layer.RESOURCE);
        assertThat(alice().ownedBy(B).resourcePolicy(to(ALICE_ARN, READ)).outcome()).isEqualTo("I");
        assertThat(alice().ownedBy(B).identity(READ).resourcePolicy(to(ALICE_ARN, READ)).outcome())
                .isEqualTo("A");
        assertThat(
                        alice().ownedBy(B)
                                .identity(READ)
                                .resourcePolicy(to(ALICE_ARN, READ))
                                .boundary(EC2)
                                .outcome())
                .isEqualTo("I");
        assertThat(
                        caller(SESSION)
                                .ownedBy(B)
                                .identity(READ)
                                .resourcePolicy(to(SESSION_ARN, READ))
                                .session(EC2)
                                .outcome())
                .isEqualTo("I");
    }

    @Test
    void a_federated_session_without_session_policy_has_no_rights_of_its_own() {
        Verdict verdict = caller(FEDERATED).identity(READ).verdict();
        assertThat(verdict.decision()).isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(verdict.layer()).isEqualTo(Layer.SESSION);
        assertThat(
                        caller(FEDERATED)
                                .resourcePolicy(
                                        to(
                                                "{'AWS':'arn:aws:sts::111111111111:federated-user/fed'}",
                                                READ))
                                .outcome())
                .isEqualTo("A");
        assertThat(caller(FEDERATED).resourcePolicy(to(ALICE_ARN, READ)).outcome()).isEqualTo("I");
        assertThat(caller(FEDERATED).resourcePolicy(to(ALICE_ARN, READ)).session(READ).outcome())
                .isEqualTo("A");
    }

    @Test
    void session_policies_and_boundaries_never_grant() {
        assertThat(caller(SESSION).session(allow("*", "*")).outcome()).isEqualTo("I");
        assertThat(alice().boundary(allow("*", "*")).outcome()).isEqualTo("I");
    }

    @Test
    void not_principal_with_deny_spares_only_who_is_listed_in_full() {
        String deny = "{'Effect':'Deny','NotPrincipal':{'AWS':[%s]},'Action':'*','Resource':'*'}";
        String role = "'arn:aws:iam::111111111111:role/app/r'";
        String all =
                "'arn:aws:iam::111111111111:root',"
                        + role
                        + ",'arn:aws:sts::111111111111:assumed-role/r/sess'";
        assertThat(caller(SESSION).identity(READ).resourcePolicy(deny.formatted(all)).outcome())
                .isEqualTo("A");
        assertThat(caller(SESSION).identity(READ).resourcePolicy(deny.formatted(role)).outcome())
                .isEqualTo("E");
        assertThat(
                        caller(SESSION)
                                .identity(READ)
                                .boundary(allow("*", "*"))
                                .resourcePolicy(deny.formatted(all))
                                .outcome())
                .isEqualTo("E");
    }

    @Test
    void every_level_of_service_control_policies_must_allow() {
        PolicySet s3 = set(PolicyKind.SERVICE_CONTROL, allow("s3:*", "*"));
        Verdict verdict = alice().identity(READ).serviceControl(s3, PolicySet.EMPTY, s3).verdict();
        assertThat(verdict.decision()).isEqualTo(Decision.IMPLICITLY_DENIED);
        assertThat(verdict.layer()).isEqualTo(Layer.SERVICE_CONTROL);
        assertThat(alice().identity(READ).serviceControl(s3, s3).outcome()).isEqualTo("A");
        assertThat(alice().serviceControl(s3).outcome()).isEqualTo("I");
    }

    @Test
    void anonymous_callers_are_bound_by_resource_control_policies_only() {
        PolicySet none = set(PolicyKind.SERVICE_CONTROL, deny("*", "*"));
        assertThat(
                        caller(ANONYMOUS)
                                .ownedBy(A)
                                .serviceControl(none)
                                .resourcePolicy(to("'*'", READ))
                                .outcome())
                .isEqualTo("A");
        PolicySet rcp = set(PolicyKind.RESOURCE_CONTROL, to("'*'", deny("s3:*", "*")));
        assertThat(
                        caller(ANONYMOUS)
                                .ownedBy(A)
                                .resourceControl(rcp)
                                .resourcePolicy(to("'*'", READ))
                                .outcome())
                .isEqualTo("E");
        assertThat(caller(ANONYMOUS).ownedBy(A).resourcePolicy(to(ACCOUNT, READ)).outcome())
                .isEqualTo("I");
    }

    @Test
    void the_root_user_is_allowed_but_bound_by_service_control_policies() {
        assertThat(caller(ROOT).ownedBy(A).verdict().layer()).isEqualTo(Layer.ROOT);
        assertThat(
                        caller(ROOT)
                                .ownedBy(A)
                                .serviceControl(set(PolicyKind.SERVICE_CONTROL, deny("s3:*", "*")))
                                .outcome())
                .isEqualTo("E");
    }

    @Test
    void get_caller_identity_needs_no_permission_even_under_a_deny() {
        Given given = caller(ALICE).asks("sts:GetCallerIdentity", "*").identity(deny("*", "*"));
        assertThat(given.outcome()).isEqualTo("A");
    }

    @Test
    void the_policy_of_a_kms_key_is_mandatory_unless_the_request_says_otherwise() {
        String key = "arn:aws:kms:us-east-1:111111111111:key/1";
        String use = allow("kms:*", "*");
        Verdict verdict = alice().asks("kms:Decrypt", key).identity(use).verdict();
        assertThat(verdict.layer()).isEqualTo(Layer.RESOURCE);
        assertThat(
                        alice().asks("kms:Decrypt", key)
                                .identity(use)
                                .resourcePolicy(to(ACCOUNT, use))
                                .outcome())
                .isEqualTo("A");
        assertThat(
                        alice().asks("kms:Decrypt", key)
                                .identity(use)
                                .resourcePolicyRequired(false)
                                .outcome())
                .isEqualTo("A");
    }

    @Test
    void a_service_is_named_by_its_principal() {
        Principal lambda = new Principal.ServicePrincipal("lambda.amazonaws.com");
        String service = "{'Service':'lambda.amazonaws.com'}";
        assertThat(caller(lambda).ownedBy(A).resourcePolicy(to(service, READ)).outcome())
                .isEqualTo("A");
        assertThat(alice().ownedBy(A).resourcePolicy(to(service, READ)).outcome()).isEqualTo("I");
    }

    @Test
    void a_stored_policy_names_users_by_id_and_not_by_arn() {
        assertThat(alice().storedResourcePolicy(to(ALICE_ARN, READ)).outcome()).isEqualTo("I");
        assertThat(
                        alice().storedResourcePolicy(to("{'AWS':'AIDAALICEALICEALICE22'}", READ))
                                .outcome())
                .isEqualTo("A");
        assertThat(
                        caller(SESSION)
                                .storedResourcePolicy(
                                        to("{'AWS':'AROAROLEROLEROLEROLE2:other'}", READ))
                                .outcome())
                .isEqualTo("I");
    }

    @Test
    void an_unreadable_policy_denies_everything() {
        CompiledPolicy unreadable =
                CompiledPolicy.unreadable(PolicyKind.IDENTITY, PolicyName.of("broken"));
        ApplicablePolicies policies =
                ApplicablePolicies.builder().identity(PolicySet.of(unreadable)).build();
        Verdict verdict = new DecisionEngine().decide(policies, alice().request());
        assertThat(verdict.decision()).isEqualTo(Decision.EXPLICITLY_DENIED);
        assertThat(verdict.because())
                .extracting(Reason::policy)
                .containsExactly(PolicyName.of("broken"));
    }
}
