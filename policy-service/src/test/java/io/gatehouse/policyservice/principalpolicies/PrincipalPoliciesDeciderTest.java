package io.gatehouse.policyservice.principalpolicies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesCommand.AttachPolicy;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesCommand.DeleteInlinePolicy;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesCommand.DetachPolicy;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesCommand.EndPrincipal;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesCommand.PutInlinePolicy;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.InlinePolicyAdded;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.InlinePolicyDeleted;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.InlinePolicyRewritten;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.PolicyAttached;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.PolicyDetached;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.PrincipalEnded;
import io.gatehouse.policyservice.value.CorruptStreamException;
import io.gatehouse.policyservice.value.Decision;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.PolicyName;
import io.gatehouse.policyservice.value.PolicyText;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.gatehouse.policyservice.value.Quotas;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class PrincipalPoliciesDeciderTest {

    private static final Subject ALICE =
            new Subject(PrincipalKind.USER, new UniqueId("AIDAAAAAAAAAAAAAAAAAA"), "alice");
    private static final PolicyName NAME = new PolicyName("mine");
    private static final PolicyText DOCUMENT = new PolicyText("{\"a\": 1}");
    private static final PolicyText OTHER = new PolicyText("{\"b\": 2}");
    private static final AttachedPolicy POLICY = policy(0);

    private static final InlinePolicyAdded ADDED = new InlinePolicyAdded(NAME, DOCUMENT);
    private static final PolicyAttached ATTACHED = new PolicyAttached(POLICY);
    private static final PrincipalEnded ENDED = new PrincipalEnded();

    @Test
    void putting_an_inline_policy_adds_it_or_writes_it_over() {
        assertThat(events(decide(List.of(), put(DOCUMENT)))).containsExactly(ADDED);
        assertThat(events(decide(List.of(ADDED), put(OTHER))))
                .containsExactly(new InlinePolicyRewritten(NAME, OTHER));
        assertThat(events(decide(List.of(ADDED), put(DOCUMENT)))).isEmpty();
    }

    @Test
    void all_inline_policies_of_a_principal_share_one_limit() {
        PolicyText half = new PolicyText("x".repeat(1024));
        InlinePolicyAdded first = new InlinePolicyAdded(new PolicyName("first"), half);
        assertThat(events(decide(List.of(first), put(half)))).hasSize(1);
        refused(
                decide(List.of(first), put(new PolicyText("x".repeat(1025)))),
                ErrorCode.LIMIT_EXCEEDED,
                "Maximum policy size of 2048 bytes exceeded for user alice");
        PrincipalPoliciesEvent full = new InlinePolicyAdded(NAME, new PolicyText("x".repeat(2048)));
        assertThat(events(decide(List.of(full), put(new PolicyText("y".repeat(2048)))))).hasSize(1);
    }

    @Test
    void groups_and_roles_have_limits_of_their_own() {
        for (PrincipalKind kind : List.of(PrincipalKind.GROUP, PrincipalKind.ROLE)) {
            int limit = kind == PrincipalKind.GROUP ? 5120 : 10240;
            Subject subject = new Subject(kind, ALICE.id(), "them");
            assertThat(
                            events(
                                    PrincipalPoliciesDecider.decide(
                                            PrincipalPolicies.NONE,
                                            subject,
                                            put(new PolicyText("x".repeat(limit))),
                                            Quotas.DEFAULT)))
                    .hasSize(1);
            refused(
                    PrincipalPoliciesDecider.decide(
                            PrincipalPolicies.NONE,
                            subject,
                            put(new PolicyText("x".repeat(limit + 1))),
                            Quotas.DEFAULT),
                    ErrorCode.LIMIT_EXCEEDED,
                    "Maximum policy size of %d bytes exceeded for %s them"
                            .formatted(limit, kind.wire()));
        }
    }

    @Test
    void an_inline_policy_that_is_not_there_cannot_be_deleted() {
        assertThat(events(decide(List.of(ADDED), new DeleteInlinePolicy(NAME))))
                .containsExactly(new InlinePolicyDeleted(NAME));
        for (List<PrincipalPoliciesEvent> given :
                List.of(
                        List.<PrincipalPoliciesEvent>of(),
                        List.<PrincipalPoliciesEvent>of(ATTACHED))) {
            refused(
                    decide(given, new DeleteInlinePolicy(NAME)),
                    ErrorCode.NO_SUCH_ENTITY,
                    "The user policy with name mine cannot be found.");
        }
    }

    @Test
    void attaching_twice_is_once() {
        assertThat(events(decide(List.of(), new AttachPolicy(POLICY)))).containsExactly(ATTACHED);
        assertThat(events(decide(List.of(ATTACHED), new AttachPolicy(POLICY)))).isEmpty();
    }

    @Test
    void an_eleventh_attached_policy_is_refused() {
        List<PrincipalPoliciesEvent> ten = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ten.add(new PolicyAttached(policy(i)));
        }
        refused(
                decide(ten, new AttachPolicy(policy(10))),
                ErrorCode.LIMIT_EXCEEDED,
                "Cannot exceed quota for PoliciesPerUser: 10");
        assertThat(events(decide(ten, new AttachPolicy(policy(3))))).isEmpty();
    }

    @Test
    void what_is_not_attached_cannot_be_detached() {
        assertThat(events(decide(List.of(ATTACHED), new DetachPolicy(POLICY.arn()))))
                .containsExactly(new PolicyDetached(POLICY));
        for (List<PrincipalPoliciesEvent> given :
                List.of(
                        List.<PrincipalPoliciesEvent>of(),
                        List.<PrincipalPoliciesEvent>of(ADDED))) {
            refused(
                    decide(given, new DetachPolicy(POLICY.arn())),
                    ErrorCode.NO_SUCH_ENTITY,
                    "Policy arn:aws:iam::111111111111:policy/P0 was not found.");
        }
    }

    @Test
    void everything_goes_with_the_principal_and_nothing_comes_after() {
        assertThat(events(decide(List.of(ADDED, ATTACHED), new EndPrincipal())))
                .containsExactly(ENDED);
        assertThat(events(decide(List.of(), new EndPrincipal()))).containsExactly(ENDED);
        assertThat(events(decide(List.of(ADDED, ENDED), new EndPrincipal()))).isEmpty();
        for (PrincipalPoliciesCommand command :
                List.of(
                        put(DOCUMENT),
                        new DeleteInlinePolicy(NAME),
                        new AttachPolicy(POLICY),
                        new DetachPolicy(POLICY.arn()))) {
            refused(
                    decide(List.of(ADDED, ENDED), command),
                    ErrorCode.NO_SUCH_ENTITY,
                    "The user with name alice cannot be found.");
        }
    }

    @Test
    void an_event_that_cannot_have_happened_is_a_corrupt_stream() {
        for (List<PrincipalPoliciesEvent> stream :
                List.<List<PrincipalPoliciesEvent>>of(
                        List.of(new InlinePolicyDeleted(NAME)),
                        List.of(new InlinePolicyRewritten(NAME, OTHER)),
                        List.of(new PolicyDetached(POLICY)),
                        List.of(ADDED, ADDED),
                        List.of(ATTACHED, ATTACHED),
                        List.of(ADDED, ENDED, ADDED))) {
            assertThatThrownBy(() -> fold(stream)).isInstanceOf(CorruptStreamException.class);
        }
    }

    private static PutInlinePolicy put(PolicyText document) {
        return new PutInlinePolicy(NAME, document);
    }

    private static AttachedPolicy policy(int number) {
        return new AttachedPolicy(
                new UniqueId("ANPAAAAAAAAAAAAAAAAA" + (char) ('A' + number)),
                PolicyArn.parse("arn:aws:iam::111111111111:policy/P" + number).orElseThrow());
    }

    private static Decision<PrincipalPoliciesEvent> decide(
            List<? extends PrincipalPoliciesEvent> given, PrincipalPoliciesCommand command) {
        return PrincipalPoliciesDecider.decide(fold(given), ALICE, command, Quotas.DEFAULT);
    }

    private static PrincipalPolicies fold(List<? extends PrincipalPoliciesEvent> given) {
        PrincipalPolicies policies = PrincipalPolicies.NONE;
        for (PrincipalPoliciesEvent event : given) {
            policies = PrincipalPolicies.evolve(policies, event);
        }
        return policies;
    }

    private static List<PrincipalPoliciesEvent> events(Decision<PrincipalPoliciesEvent> decision) {
        return switch (decision) {
            case Decision.Accepted(var events) -> events;
            case Decision.Refused(var refusal) -> throw new AssertionError(refusal);
        };
    }

    private static void refused(
            Decision<PrincipalPoliciesEvent> decision, ErrorCode code, String message) {
        switch (decision) {
            case Decision.Accepted(var events) -> throw new AssertionError(events);
            case Decision.Refused(var refusal) -> {
                assertThat(refusal.code()).isEqualTo(code);
                assertThat(refusal.message()).isEqualTo(message);
            }
        }
    }
}
