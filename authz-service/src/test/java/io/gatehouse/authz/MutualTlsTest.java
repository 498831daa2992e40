package io.gatehouse.authz;

import static io.gatehouse.snapshot.fixtures.Bodies.account;
import static io.gatehouse.snapshot.fixtures.Bodies.inline;
import static io.gatehouse.snapshot.fixtures.Bodies.user;
import static io.gatehouse.snapshot.fixtures.Bodies.userId;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.authz.v1.AuthorizationGrpc;
import io.gatehouse.authz.v1.CheckRequest;
import io.gatehouse.authz.v1.Decision;
import io.gatehouse.authz.v1.Principal;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.Revision;
import io.gatehouse.snapshot.fixtures.Bodies;
import io.gatehouse.snapshot.fixtures.LogWriter;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContextBuilder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Client certificates say who asks. */
@QuarkusTest
@WithTestResource(FactsOnKafka.class)
@TestProfile(MutualTlsTest.Deployed.class)
class MutualTlsTest {

    private static final Certificates CERTIFICATES = Certificates.make();
    private static final String CLERK = "arn:aws:iam::800000000006:user/clerk";
    private static final String BOB = "arn:aws:iam::800000000006:user/bob";
    private static final String ANN = "arn:aws:iam::800000000006:user/ann";

    public static class Deployed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path askers = Files.createTempFile("askers", ".json");
                Files.writeString(
                        askers,
                        """
                        {"askers": [{"principal": "%s", "certificate": "CN=clerk"}]}
                        """
                                .formatted(CLERK));
                return Map.of(
                        "gatehouse.authz.callers",
                        "mutual-tls",
                        "gatehouse.authz.askers",
                        askers.toString(),
                        "quarkus.grpc.server.plain-text",
                        "false",
                        "quarkus.grpc.server.ssl.key-store",
                        CERTIFICATES.serverStore().toString(),
                        "quarkus.grpc.server.ssl.key-store-password",
                        Certificates.PASSWORD,
                        "quarkus.grpc.server.ssl.trust-store",
                        CERTIFICATES.trustedClients().toString(),
                        "quarkus.grpc.server.ssl.trust-store-password",
                        Certificates.PASSWORD,
                        "quarkus.grpc.server.ssl.client-auth",
                        "REQUIRED");
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    @Test
    void the_certificate_says_who_asks_and_others_need_gatehouse_check() throws Exception {
        Eventually.holds(() -> get("/q/health/ready").then().statusCode(200));
        LogWriter identity = new LogWriter(new AccountId("800000000006"), LogName.IDENTITY);
        LogWriter policy = new LogWriter(new AccountId("800000000006"), LogName.POLICY);
        FactsOnKafka.publish(identity.write(account(), user("clerk"), user("bob"), user("ann")));
        FactsOnKafka.publish(
                policy.writeAfter(
                        identity.revision(),
                        inline(
                                userId("clerk"),
                                """
                                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                                 "Action":"gatehouse:Check","Resource":"%s"}]}
                                """
                                        .formatted(BOB)),
                        inline(userId("bob"), Bodies.allow("a:B"))));
        Revision written = identity.revision().and(policy.revision());
        ManagedChannel clerk = channel("clerk");
        try {
            assertThat(decision(clerk, BOB, written)).isEqualTo(Decision.ALLOWED);
            assertThat(decision(clerk, CLERK, written)).isEqualTo(Decision.IMPLICITLY_DENIED);
            StatusRuntimeException refused =
                    catchThrowableOfType(
                            StatusRuntimeException.class, () -> decision(clerk, ANN, written));
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        } finally {
            clerk.shutdownNow();
        }
    }

    @Test
    void a_certificate_that_is_trusted_but_nobodys_is_refused() throws Exception {
        ManagedChannel stranger = channel("stranger");
        try {
            StatusRuntimeException refused =
                    catchThrowableOfType(
                            StatusRuntimeException.class,
                            () -> decision(stranger, BOB, Revision.NONE));
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        } finally {
            stranger.shutdownNow();
        }
    }

    @Test
    void without_a_certificate_there_is_no_connection() throws Exception {
        ManagedChannel nobody =
                NettyChannelBuilder.forTarget(FactsOnKafka.grpcTarget())
                        .overrideAuthority("localhost")
                        .sslContext(
                                GrpcSslContexts.forClient()
                                        .trustManager(CERTIFICATES.serverCertificate().toFile())
                                        .build())
                        .build();
        try {
            StatusRuntimeException refused =
                    catchThrowableOfType(
                            StatusRuntimeException.class,
                            () -> decision(nobody, BOB, Revision.NONE));
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        } finally {
            nobody.shutdownNow();
        }
        given().contentType("application/json").body("{}").post("/v1/check").then().statusCode(401);
    }

    private static Decision decision(ManagedChannel channel, String principal, Revision atLeast) {
        return AuthorizationGrpc.newBlockingStub(channel)
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .check(
                        CheckRequest.newBuilder()
                                .setPrincipal(Principal.newBuilder().setArn(principal))
                                .setAction("a:B")
                                .setResource("*")
                                .setAtLeast(atLeast.token())
                                .build())
                .getDecision();
    }

    private static ManagedChannel channel(String client) throws Exception {
        SslContextBuilder security =
                GrpcSslContexts.forClient()
                        .trustManager(CERTIFICATES.serverCertificate().toFile())
                        .keyManager(CERTIFICATES.client(client));
        return NettyChannelBuilder.forTarget(FactsOnKafka.grpcTarget())
                .overrideAuthority("localhost")
                .sslContext(security.build())
                .build();
    }
}
