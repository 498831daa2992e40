package io.gatehouse.policyservice.resourcepolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyCommand.DeleteResourcePolicy;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyCommand.PutResourcePolicy;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyEvent.ResourcePolicyDeleted;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyEvent.ResourcePolicyRegistered;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyEvent.ResourcePolicyRewritten;
import io.gatehouse.policyservice.value.CorruptStreamException;
import io.gatehouse.policyservice.value.Decision;
import io.gatehouse.policyservice.value.PolicyText;
import io.gatehouse.policyservice.value.Quotas;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

class ResourcePolicyDeciderTest {

    private static final UniqueId ID = new UniqueId("RPOLTESTTESTTESTTESTT");
    private static final ResourceArnPattern ORDERS =
            new ResourceArnPattern("arn:aws:orders:*:111111111111:order/*");
    private static final PolicyText ONE = new PolicyText("{\"one\":1}");
    private static final PolicyText TWO = new PolicyText("{\"two\":2}");
    private static final ResourcePolicyEvent REGISTERED =
            new ResourcePolicyRegistered(ID, ORDERS, ONE);
    private static final ResourcePolicyEvent DELETED = new ResourcePolicyDeleted(ORDERS);

    @Test
    void the_first_policy_of_a_pattern_is_registered() {
        assertThat(events(put(ONE, 0))).containsExactly(REGISTERED);
    }

    @Test
    void another_document_rewrites_it_and_the_same_one_changes_nothing() {
        assertThat(events(put(TWO, 1), REGISTERED))
                .containsExactly(new ResourcePolicyRewritten(TWO));
        assertThat(events(put(ONE, 1), REGISTERED)).isEmpty();
    }

    @Test
    void a_policy_is_deleted_once() {
        assertThat(events(new DeleteResourcePolicy(), REGISTERED)).containsExactly(DELETED);
        assertThat(refusal(new DeleteResourcePolicy(), REGISTERED, DELETED))
                .isEqualTo(ErrorCode.NO_SUCH_ENTITY);
        assertThat(refusal(new DeleteResourcePolicy())).isEqualTo(ErrorCode.NO_SUCH_ENTITY);
    }

    @Test
    void a_deleted_one_is_not_written_again() {
        assertThat(refusal(put(TWO, 0), REGISTERED, DELETED)).isEqualTo(ErrorCode.NO_SUCH_ENTITY);
    }

    @Test
    void an_account_has_so_many_of_a_size_and_no_more() {
        Quotas two = Quotas.of(Map.of("ResourcePoliciesPerAccount", 2, "ResourcePolicySize", 50));
        assertThat(decide(put(ONE, 1), two)).isInstanceOf(Decision.Accepted.class);
        assertThat(decide(put(ONE, 2), two)).isInstanceOf(Decision.Refused.class);
        PutResourcePolicy large = new PutResourcePolicy(ID, ORDERS, ONE, 51, 0);
        assertThat(decide(large, two)).isInstanceOf(Decision.Refused.class);
        assertThat(decide(large, two, REGISTERED)).isInstanceOf(Decision.Accepted.class);
        PutResourcePolicy larger = new PutResourcePolicy(ID, ORDERS, TWO, 51, 0);
        assertThat(decide(larger, two, REGISTERED)).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void what_cannot_have_happened_is_a_corrupt_stream() {
        assertThatThrownBy(() -> fold(DELETED)).isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> fold(REGISTERED, REGISTERED))
                .isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> fold(REGISTERED, DELETED, new ResourcePolicyRewritten(TWO)))
                .isInstanceOf(CorruptStreamException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order/7",
                "*",
                "arn:aws:s3:*",
                "arn:aws:*:eu:111111111111:order/7",
                "arn:*:s3:::bucket/*",
                "arn:aws:orders:eu:1111*:order/7",
                "arn:aws:orders:eu:111111111111:",
                "arn:aws:iam::111111111111:user/*",
                "arn:aws:sts::111111111111:assumed-role/*",
                "arn:aws:gatehouse:::account/*"
            })
    void a_pattern_names_a_service_and_an_account_or_none(String text) {
        assertThatThrownBy(() -> new ResourceArnPattern(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_pattern_belongs_to_the_account_it_names_or_to_whoever_registers_it() {
        AccountId mine = new AccountId("111111111111");
        AccountId other = new AccountId("222222222222");
        assertThat(ORDERS.belongsTo(mine)).isTrue();
        assertThat(ORDERS.belongsTo(other)).isFalse();
        assertThat(new ResourceArnPattern("arn:aws:s3:::bucket/*").belongsTo(other)).isTrue();
    }

    private static PutResourcePolicy put(PolicyText document, int existing) {
        return new PutResourcePolicy(ID, ORDERS, document, document.size(), existing);
    }

    private static List<ResourcePolicyEvent> events(
            ResourcePolicyCommand command, ResourcePolicyEvent... given) {
        return switch (decide(command, Quotas.DEFAULT, given)) {
            case Decision.Accepted<ResourcePolicyEvent>(var events) -> events;
            case Decision.Refused<ResourcePolicyEvent>(var refusal) ->
                    throw new AssertionError(refusal.message());
        };
    }

    private static ErrorCode refusal(ResourcePolicyCommand command, ResourcePolicyEvent... given) {
        return switch (decide(command, Quotas.DEFAULT, given)) {
            case Decision.Accepted<ResourcePolicyEvent>(var events) ->
                    throw new AssertionError("accepted: " + events);
            case Decision.Refused<ResourcePolicyEvent>(var refusal) -> refusal.code();
        };
    }

    private static Decision<ResourcePolicyEvent> decide(
            ResourcePolicyCommand command, Quotas quotas, ResourcePolicyEvent... given) {
        return ResourcePolicyDecider.decide(fold(given), command, quotas);
    }

    private static ResourcePolicy fold(ResourcePolicyEvent... events) {
        ResourcePolicy policy = ResourcePolicy.ABSENT;
        for (ResourcePolicyEvent event : events) {
            policy = ResourcePolicy.evolve(policy, event);
        }
        return policy;
    }
}
