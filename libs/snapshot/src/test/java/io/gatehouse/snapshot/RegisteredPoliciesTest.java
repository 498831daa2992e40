package io.gatehouse.snapshot;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.allow;
import static io.gatehouse.snapshot.fixtures.Bodies.deleted;
import static io.gatehouse.snapshot.fixtures.Bodies.deny;
import static io.gatehouse.snapshot.fixtures.Bodies.firstAccount;
import static io.gatehouse.snapshot.fixtures.Bodies.guardrails;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.registered;
import static io.gatehouse.snapshot.fixtures.Bodies.role;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.DecisionEngine;
import io.gatehouse.policy.decision.PrincipalMatching;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.snapshot.fixtures.LogWriter;

import org.junit.jupiter.api.Test;

/** Policies that belong to no principal: of resources, and of the account as a whole. */
class RegisteredPoliciesTest {

    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final String BOB = "arn:aws:iam::111122223333:user/bob";
    private static final String ORDER = "arn:aws:orders:eu:111122223333:order/7";
    private static final String ORDERS = "arn:aws:orders:*:111122223333:order/*";
    private static final String BUCKET = "arn:aws:s3:::shared/x";

    private final LogWriter identity = new LogWriter(ACCOUNT, LogName.IDENTITY);
    private final LogWriter policy = new LogWriter(ACCOUNT, LogName.POLICY);
    private final Replica replica = Replica.live();

    @Test
    void a_registered_policy_grants_to_whom_it_names_by_id_and_nothing_beyond_its_pattern() {
        replica.take(identity.write(account(), user("bob"), user("ann")));
        replica.take(policy.write(registered("RPOL1", ORDERS, resource("Allow", userId("bob")))));

        assertThat(mayRead(BOB, ORDER)).isTrue();
        assertThat(mayRead("arn:aws:iam::111122223333:user/ann", ORDER)).isFalse();
        assertThat(mayRead(BOB, "arn:aws:orders:eu:111122223333:invoice/7")).isFalse();
    }

    @Test
    void all_policies_that_cover_a_resource_count_and_a_deny_wins() {
        replica.take(identity.write(account(), user("bob")));
        replica.take(policy.write(registered("RPOL1", ORDERS, resource("Allow", userId("bob")))));
        replica.take(
                policy.write(
                        registered(
                                "RPOL2",
                                "arn:aws:orders:eu:111122223333:order/7",
                                resource("Deny", userId("bob")))));

        assertThat(mayRead(BOB, ORDER)).isFalse();
        assertThat(mayRead(BOB, "arn:aws:orders:eu:111122223333:order/8")).isTrue();
    }

    @Test
    void a_removed_policy_counts_no_more() {
        replica.take(identity.write(account(), user("bob")));
        replica.take(policy.write(registered("RPOL1", ORDERS, resource("Allow", userId("bob")))));
        replica.take(policy.write(deleted(registered("RPOL1", ORDERS, "{}"))));

        assertThat(mayRead(BOB, ORDER)).isFalse();
    }

    @Test
    void a_resource_without_an_account_is_looked_up_with_its_owner() {
        replica.take(identity.write(account(), user("bob")));
        replica.take(
                policy.write(
                        registered(
                                "RPOL1",
                                "arn:aws:s3:::shared/*",
                                resource("Allow", userId("bob")))));

        assertThat(replica.view().policyOf("s3:GetObject", BUCKET, ACCOUNT))
                .isInstanceOf(StoredPolicy.Stored.class);
        assertThat(replica.view().policyOf("s3:GetObject", BUCKET, null))
                .isInstanceOf(StoredPolicy.None.class);
        assertThat(replica.view().policyOf("s3:GetObject", BUCKET, new AccountId("444455556666")))
                .isInstanceOf(StoredPolicy.None.class);
    }

    @Test
    void a_pattern_that_cannot_be_read_stops_its_account() {
        replica.take(identity.write(account(), user("bob")));
        replica.take(policy.write(registered("RPOL1", "no arn", resource("Deny", "*"))));

        assertThat(replica.unreadable).hasSize(1);
        assertThat(replica.view().problem(ACCOUNT)).isPresent();
    }

    @Test
    void guardrails_bind_an_account_but_the_first() {
        replica.take(identity.write(account(), user("bob")));
        replica.take(policy.write(inline(userId("bob"), allow("*"))));
        replica.take(policy.write(guardrails(allow("s3:*"), allowAnyone())));
        assertThat(replica.allows(BOB, "s3:GetObject")).isTrue();
        assertThat(replica.allows(BOB, "ec2:RunInstances")).isFalse();

        replica.take(identity.write(firstAccount()));
        assertThat(replica.allows(BOB, "ec2:RunInstances")).isTrue();
    }

    @Test
    void the_root_user_is_bound_too_and_removed_guardrails_bind_nobody() {
        String root = "arn:aws:iam::111122223333:root";
        replica.take(identity.write(account()));
        replica.take(policy.write(guardrails(deny("s3:*"), allowAnyone())));
        assertThat(replica.allows(root, "s3:GetObject")).isFalse();

        replica.take(policy.write(deleted(guardrails(deny("s3:*"), allowAnyone()))));
        assertThat(replica.allows(root, "s3:GetObject")).isTrue();
    }

    @Test
    void others_look_at_the_roles_alone_until_a_resource_policy_is_registered() {
        String porter = "arn:aws:iam::111122223333:role/porter";
        String trust =
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*",\
                "Action":"sts:AssumeRole"}}\
                """;
        replica.take(identity.write(account(), user("bob"), role("porter", "/", trust)));
        replica.take(policy.write(inline(userId("bob"), allow("*"))));
        Registered before = replica.view().registeredForOthers(ACCOUNT);
        assertThat(before.entities()).containsExactly(porter);
        assertThat(before.policies()).hasSize(1);

        replica.take(policy.write(registered("RPOL1", ORDERS, resource("Allow", userId("bob")))));
        Registered after = replica.view().registeredForOthers(ACCOUNT);
        assertThat(after.entities()).contains(porter, BOB);
        assertThat(after.policies()).hasSize(3);
        assertThat(after.atResources())
                .extracting(Registered.AtResource::pattern)
                .containsExactlyInAnyOrder(porter, ORDERS);
    }

    private boolean mayRead(String principal, String resource) {
        SnapshotView view = replica.view();
        if (!(view.resolve(principal) instanceof Resolution.Known known)) {
            return false;
        }
        return switch (view.policyOf("orders:Read", resource, ACCOUNT)) {
            case StoredPolicy.Undecidable _ -> false;
            case StoredPolicy.None _ -> false;
            case StoredPolicy.Stored(var stored) ->
                    new DecisionEngine()
                            .decide(
                                    view.withResource(
                                            known.policies(),
                                            ACCOUNT,
                                            stored,
                                            PrincipalMatching.STORED),
                                    AuthorizationRequest.of(
                                            known.principal(),
                                            "orders:Read",
                                            resource,
                                            RequestContext.EMPTY))
                            .isAllowed();
        };
    }

    private static String resource(String effect, String principal) {
        return """
        {"Version":"2012-10-17","Statement":{"Effect":"%s","Principal":{"AWS":"%s"},\
        "Action":"*","Resource":"*"}}\
        """
                .formatted(effect, principal);
    }

    private static String allowAnyone() {
        return resource("Allow", "*");
    }
}
