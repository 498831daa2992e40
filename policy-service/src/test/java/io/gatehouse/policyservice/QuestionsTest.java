package io.gatehouse.policyservice;

import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;

import io.gatehouse.internal.v1.HeadsRequest;
import io.gatehouse.internal.v1.PoliciesOfRequest;
import io.gatehouse.internal.v1.PolicyQuestionsGrpc;
import io.gatehouse.internal.v1.RepublishRequest;
import io.gatehouse.internal.v1.ResolvePolicyRequest;
import io.gatehouse.kit.keys.KeyProvider;
import io.gatehouse.kit.service.ServiceName;
import io.gatehouse.kit.service.ServiceTokens;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Revision;
import io.gatehouse.policyservice.fixture.Caller;
import io.gatehouse.policyservice.fixture.FakeNeighbours;
import io.gatehouse.policyservice.fixture.Infra;
import io.gatehouse.policyservice.fixture.Topic;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;

@QuarkusTest
@QuarkusTestResource(Infra.class)
class QuestionsTest {

    private static final AccountId ACCOUNT = new AccountId("500000000001");
    private static final Caller ROOT = Caller.root(ACCOUNT);
    private static final String DOCUMENT =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}\
            """;

    @TestHTTPResource("/")
    URI address;

    @Inject KeyProvider keys;
    @Inject FakeNeighbours.Identity identity;

    private ManagedChannel channel;

    @BeforeEach
    void connect() {
        channel =
                NettyChannelBuilder.forAddress(address.getHost(), address.getPort())
                        .usePlaintext()
                        .build();
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    @Test
    void identity_service_learns_what_hangs_on_a_principal() {
        identity.add(ACCOUNT, PrincipalKind.USER, "kim", "AIDAKIMKIMKIMKIMKIMKI");
        String arn = create("ForKim");
        ROOT.call("AttachUserPolicy", "UserName", "kim", "PolicyArn", arn).statusCode(200);
        ROOT.call(
                        "PutUserPolicy",
                        "UserName",
                        "kim",
                        "PolicyName",
                        "own",
                        "PolicyDocument",
                        DOCUMENT)
                .statusCode(200);
        var answer =
                questions()
                        .policiesOf(
                                PoliciesOfRequest.newBuilder()
                                        .setAccount(ACCOUNT.digits())
                                        .setPrincipalId("AIDAKIMKIMKIMKIMKIMKI")
                                        .build());
        assertThat(answer.getAttachedPolicyArnsList()).containsExactly(arn);
        assertThat(answer.getInlinePolicyNamesList()).containsExactly("own");
        Revision head =
                Revision.parse(
                        questions()
                                .heads(
                                        HeadsRequest.newBuilder()
                                                .addAccounts(ACCOUNT.digits())
                                                .addAccounts("500000000099")
                                                .build())
                                .getRevision());
        assertThat(head.positions()).hasSize(1);
        assertThat(head.includes(Revision.parse(answer.getRevision()))).isTrue();
    }

    @Test
    void identity_service_learns_whether_a_boundary_exists() {
        String arn = create("Boundary");
        var found = questions().resolvePolicy(ask(arn));
        assertThat(found.getExists()).isTrue();
        assertThat(found.getDefaultVersionId()).isEqualTo("v1");
        assertThat(found.getDocument()).isEqualTo(DOCUMENT);
        assertThat(questions().resolvePolicy(ask(arn + "x")).getExists()).isFalse();
        assertThat(questions().resolvePolicy(ask("nonsense")).getExists()).isFalse();
    }

    @Test
    void all_facts_of_an_account_are_published_again() {
        AccountId account = new AccountId("500000000002");
        Caller.root(account)
                .call("CreatePolicy", "PolicyName", "Again", "PolicyDocument", DOCUMENT)
                .statusCode(200);
        var done =
                questions()
                        .republish(
                                RepublishRequest.newBuilder()
                                        .addAccounts(account.digits())
                                        .build());
        assertThat(done.getAccounts()).isEqualTo(1);
        var head =
                Topic.awaitFact(found ->
                        found.fact().hasHead()
                                && found.owner().equals(account)
                                && found.fact().getHead().getRepublishedFacts() == 1);
        Topic.awaitFact(found ->
                found.fact().hasManagedPolicy()
                        && found.fact()
                                .getRepublication()
                                .equals(head.fact().getHead().getBaseRepublication()));
    }

    @Test
    void nobody_asks_without_a_service_token() {
        assertThatThrownBy(() ->
                        PolicyQuestionsGrpc.newBlockingStub(channel)
                                .heads(HeadsRequest.getDefaultInstance()))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("UNAUTHENTICATED");
    }

    @Test
    void the_service_may_not_change_history() throws SQLException {
        create("Permanent");
        try (Connection connection = Infra.database().connect(Infra.database().app());
                Statement statement = connection.createStatement()) {
            for (String sql : new String[] {"update event set payload = ''", "delete from event"}) {
                assertThatThrownBy(() -> statement.execute(sql))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void it_is_ready_and_measured() {
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("gatehouse_outbox_age"))
                .body(containsString("gatehouse_relay_stopped"))
                .body(containsString("gatehouse_projection_lag"));
    }

    private PolicyQuestionsGrpc.PolicyQuestionsBlockingStub questions() {
        String token =
                new ServiceTokens(keys, Clock.systemUTC())
                        .issue(ServiceName.IDENTITY, ServiceName.POLICY);
        Metadata headers = new Metadata();
        headers.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Bearer " + token);
        return PolicyQuestionsGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static ResolvePolicyRequest ask(String arn) {
        return ResolvePolicyRequest.newBuilder().setArn(arn).build();
    }

    private static String create(String name) {
        return ROOT.call("CreatePolicy", "PolicyName", name, "PolicyDocument", DOCUMENT)
                .statusCode(200)
                .extract()
                .path("CreatePolicyResponse.CreatePolicyResult.Policy.Arn");
    }
}
