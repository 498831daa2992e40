package io.gatehouse.authz;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;
import static io.restassured.RestAssured.get;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;

import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.type.v3.StatusCode;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.snapshot.fixtures.LogWriter;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Envoy's own stub asks. */
@QuarkusTest
@WithTestResource(FactsOnKafka.class)
class EnvoyTest {

    private static final String OTHER_ACCOUNT = "800000000002";
    private static final LogWriter OTHER =
            new LogWriter(new AccountId(OTHER_ACCOUNT), LogName.IDENTITY);
    private static final LogWriter OTHERS_POLICY =
            new LogWriter(new AccountId(OTHER_ACCOUNT), LogName.POLICY);
    private static boolean isWritten;

    private final ManagedChannel channel =
            NettyChannelBuilder.forTarget(FactsOnKafka.grpcTarget()).usePlaintext().build();

    @BeforeEach
    void edge_may_get_orders() {
        Eventually.holds(() -> get("/q/health/ready").then().statusCode(200));
        if (!isWritten) {
            FactsOnKafka.publish(OTHER.write(account(), user("edge")));
            FactsOnKafka.publish(
                    OTHERS_POLICY.writeAfter(
                            OTHER.revision(),
                            inline(
                                    userId("edge"),
                                    """
                                    {"Version":"2012-10-17","Statement":[
                                     {"Effect":"Allow","Action":"http:GET",
                                      "Resource":"arn:aws:http:::shop.example/orders/*",
                                      "Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}},
                                     {"Effect":"Allow","Action":"orders:Read",
                                      "Resource":"arn:aws:orders:::order/7"}]}
                                    """)));
            isWritten = true;
        }
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
    }

    @Test
    void what_is_allowed_passes() {
        orders_pass();
    }

    private void orders_pass() {
        Eventually.holds(() -> {
            CheckResponse answer = ask(request("GET", "/orders/7?full=1"));
            assertThat(answer.getStatus().getCode()).isEqualTo(Code.OK_VALUE);
            assertThat(answer.getOkResponse().getHeadersList())
                    .extracting(it -> it.getHeader().getKey())
                    .containsExactly("x-gatehouse-revision");
        });
    }

    @Test
    void what_is_not_allowed_is_403_with_the_reason() {
        orders_pass();
        CheckResponse answer = ask(request("POST", "/orders/7"));
        assertDenied(answer, StatusCode.Forbidden);
        assertThat(answer.getDeniedResponse().getBody())
                .contains("is not authorized to perform: http:POST");
        CheckRequest.Builder elsewhere = request("GET", "/orders/7");
        elsewhere.getAttributesBuilder().setSource(source("192.0.2.1", "edge"));
        assertDenied(ask(elsewhere), StatusCode.Forbidden);
    }

    @Test
    void a_route_names_its_own_action_and_resource() {
        orders_pass();
        CheckRequest.Builder routed = request("POST", "/whatever/7");
        routed.getAttributesBuilder()
                .putContextExtensions("gatehouse.action", "orders:Read")
                .putContextExtensions(
                        "gatehouse.resource", "arn:aws:orders:::order/{header.x-order}");
        routed.getAttributesBuilder()
                .getRequestBuilder()
                .getHttpBuilder()
                .putHeaders("x-order", "7");
        assertThat(ask(routed).getStatus().getCode()).isEqualTo(Code.OK_VALUE);
        routed.getAttributesBuilder()
                .getRequestBuilder()
                .getHttpBuilder()
                .putHeaders("x-order", "8");
        assertDenied(ask(routed), StatusCode.Forbidden);
    }

    @Test
    void a_caller_that_nobody_names_is_401() {
        CheckRequest.Builder nobody = request("GET", "/orders/7");
        nobody.getAttributesBuilder().clearSource();
        assertDenied(ask(nobody), StatusCode.Unauthorized);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orders/../admin",
                "/orders/..",
                "/orders/./7",
                "//orders/7",
                "/orders/%2e%2e/admin",
                "/orders%2F7",
                "/orders\\7",
                "/orders/..;/admin",
            })
    void a_path_that_can_be_taken_for_another_is_refused(String path) {
        assertDenied(ask(request("GET", path)), StatusCode.BadRequest);
    }

    @Test
    void a_value_cannot_move_into_another_part_of_the_arn() {
        CheckRequest.Builder routed = request("GET", "/orders/7");
        routed.getAttributesBuilder()
                .putContextExtensions("gatehouse.resource", "arn:aws:{header.x-service}:::order/7");
        routed.getAttributesBuilder()
                .getRequestBuilder()
                .getHttpBuilder()
                .putHeaders("x-service", "orders:::order/7");
        assertDenied(ask(routed), StatusCode.Forbidden);
    }

    private CheckResponse ask(CheckRequest.Builder request) {
        return AuthorizationGrpc.newBlockingStub(channel).check(request.build());
    }

    private static void assertDenied(CheckResponse answer, StatusCode status) {
        assertThat(answer.getStatus().getCode()).isEqualTo(Code.PERMISSION_DENIED_VALUE);
        assertThat(answer.getDeniedResponse().getStatus().getCode()).isEqualTo(status);
    }

    private static CheckRequest.Builder request(String method, String path) {
        return CheckRequest.newBuilder()
                .setAttributes(
                        AttributeContext.newBuilder()
                                .setSource(source("10.1.2.3", "edge"))
                                .setRequest(
                                        AttributeContext.Request.newBuilder()
                                                .setHttp(
                                                        AttributeContext.HttpRequest.newBuilder()
                                                                .setMethod(method)
                                                                .setHost("shop.example")
                                                                .setPath(path)
                                                                .setScheme("https"))));
    }

    private static AttributeContext.Peer source(String address, String principal) {
        return AttributeContext.Peer.newBuilder()
                .setPrincipal(principal)
                .setAddress(
                        Address.newBuilder()
                                .setSocketAddress(SocketAddress.newBuilder().setAddress(address)))
                .build();
    }
}
