package io.gatehouse.policyservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.gatehouse.model.AccountId;
import io.gatehouse.policyservice.fixture.Caller;
import io.gatehouse.policyservice.fixture.FakeNeighbours;
import io.gatehouse.policyservice.fixture.IdentityLog;
import io.gatehouse.policyservice.fixture.Infra;
import io.gatehouse.policyservice.fixture.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Map;

@QuarkusTest
@QuarkusTestResource(Infra.class)
class GuardrailsTest {

    private static final AccountId FIRST = new AccountId("510000000001");
    private static final AccountId BOUND = new AccountId("510000000002");
    private static final AccountId NOT_HEARD_OF = new AccountId("510000000003");
    private static final String PATH = "/api/guardrails/" + BOUND;
    private static final String WISH =
            """
            {"service_control_levels":[
              {"name":"root","policies":[{"name":"Full","policy":{"Version":"2012-10-17",
                "Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}}]},
              {"name":"account","policies":[{"name":"OnlyS3","policy":{"Version":"2012-10-17",
                "Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}}]}],
             "resource_control_levels":[{"name":"root","policies":[]}]}
            """;

    @Inject FakeNeighbours.Authz authz;
    @Inject FakeNeighbours.Identity identity;

    @AfterEach
    void allowAll() {
        authz.allowAll();
    }

    @Test
    void an_account_that_only_identity_service_knows_is_bound() {
        IdentityLog first = new IdentityLog(FIRST);
        first.write(IdentityLog.account(true, Map.of()));
        first.root().put("/api/guardrails/" + NOT_HEARD_OF, WISH).statusCode(200);
    }

    @Test
    void guardrails_are_put_read_and_removed_by_the_first_account_alone() {
        IdentityLog first = new IdentityLog(FIRST);
        first.write(IdentityLog.account(true, Map.of()));
        IdentityLog bound = new IdentityLog(BOUND);
        bound.write(IdentityLog.account(false, Map.of()));
        Caller root = first.root();

        root.put(PATH, WISH).statusCode(200).body("service_control_levels", hasSize(2));
        assertThat(authz.last("gatehouse:PutGuardrails").resource())
                .isEqualTo("arn:aws:gatehouse:::account/510000000002");
        root.get(PATH)
                .statusCode(200)
                .body("service_control_levels[1].policies[0].name", equalTo("OnlyS3"))
                .body(
                        "service_control_levels[1].policies[0].policy.Statement.Action",
                        equalTo("s3:*"));
        var fact =
                Topic.awaitFact(found ->
                        found.key().equals("guardrails/510000000002")
                                && !found.fact().getDeleted());
        assertThat(fact.fact().getGuardrails().getServiceControlLevelsCount()).isEqualTo(2);

        bound.root().put(PATH, WISH).statusCode(403).body("code", equalTo("AccessDenied"));
        bound.root().get(PATH).statusCode(403);

        root.delete(PATH).statusCode(200);
        root.delete(PATH).statusCode(404);
        root.get(PATH).statusCode(200).body("service_control_levels", hasSize(0));
        Topic.awaitFact(found ->
                found.key().equals("guardrails/510000000002") && found.fact().getDeleted());

        root.put("/api/guardrails/" + FIRST, WISH)
                .statusCode(400)
                .body("detail", containsString("first account"));
        identity.miss(new AccountId("519999999999"));
        root.put("/api/guardrails/519999999999", WISH).statusCode(404);
        root.put("/api/guardrails/51", WISH).statusCode(400);
        root.put(PATH, "{\"service_control_levels\":[{\"policies\":[]}]}")
                .statusCode(400)
                .body("detail", equalTo("in `service_control_levels` a `name` is missing"));
        root.put(
                        PATH,
                        """
                        {"service_control_levels":[{"name":"l","policies":[{"name":"p","policy":
                         {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*",
                          "Action":"*","Resource":"*"}}}]}]}
                        """)
                .statusCode(400)
                .body("code", equalTo("MalformedPolicyDocument"));
        authz.deny("gatehouse:PutGuardrails", "no");
        root.put(PATH, WISH).statusCode(403);
    }
}
