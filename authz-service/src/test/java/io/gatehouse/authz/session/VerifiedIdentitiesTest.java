package io.gatehouse.authz.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;

import io.gatehouse.authz.v1.Principal;
import io.gatehouse.authz.v1.SignedRequest;
import io.gatehouse.internal.v1.Caller;
import io.gatehouse.internal.v1.CallerKind;
import io.gatehouse.internal.v1.IdentityQuestionsGrpc;
import io.gatehouse.internal.v1.Refused;
import io.gatehouse.internal.v1.VerifySignedRequest;
import io.gatehouse.internal.v1.VerifySignedResponse;
import io.gatehouse.kit.session.SessionTokenVerifier;
import io.gatehouse.replica.decide.Identity;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.smallrye.mutiny.Uni;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Signed requests that applications show, against an identity-service that counts questions. */
class VerifiedIdentitiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicInteger asked = new AtomicInteger();
    private Instant now = Instant.parse("2026-11-25T10:00:00Z");
    private Server identityService;
    private ManagedChannel channel;
    private VerifiedIdentities identities;

    @BeforeEach
    void serve() throws IOException {
        identityService =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .addService(new Questions())
                        .build()
                        .start();
        channel =
                NettyChannelBuilder.forTarget("127.0.0.1:" + identityService.getPort())
                        .usePlaintext()
                        .build();
        SessionTokenVerifier tokens =
                new SessionTokenVerifier(
                        _ -> Uni.createFrom().item(new JWKSet()), Clock.systemUTC());
        identities =
                new VerifiedIdentities(
                        tokens, new SignedRequests(Optional.of(channel), tokens), () -> now);
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        identityService.shutdownNow();
    }

    @Test
    void a_request_is_verified_once_for_a_short_time_and_another_one_by_itself() {
        assertThat(identity("/orders/1")).isInstanceOf(Identity.LongTermKey.class);
        assertThat(identity("/orders/1")).isInstanceOf(Identity.LongTermKey.class);
        assertThat(asked).hasValue(1);

        assertThat(identity("/orders/2")).isInstanceOf(Identity.LongTermKey.class);
        assertThat(asked).hasValue(2);

        now = now.plus(VerifiedIdentities.REMEMBERED);
        assertThat(identity("/orders/1")).isInstanceOf(Identity.LongTermKey.class);
        assertThat(asked).hasValue(3);
    }

    @Test
    void a_clock_that_is_set_back_makes_nobody_remembered_for_longer() {
        identity("/orders/1");
        now = now.minus(Duration.ofHours(1));
        identity("/orders/1");
        assertThat(asked).hasValue(2);
    }

    @Test
    void what_was_verified_before_a_long_wait_is_still_known_after_it() {
        Principal waits = principal("/orders/1");
        identities.verify(waits).await().atMost(PATIENCE);
        now = now.plus(VerifiedIdentities.REMEMBERED).plusSeconds(30);
        assertThat(identities.of(waits)).isInstanceOf(Identity.LongTermKey.class);
    }

    @Test
    void a_false_signature_is_nobodys_and_nobody_is_verified_without_identity_service() {
        assertThat(identity("/false")).isInstanceOf(Identity.Nobody.class);

        identityService.shutdownNow();
        assertThatThrownBy(() -> identity("/orders/3")).hasMessageContaining("cannot be verified");
        assertThatThrownBy(() -> identities.of(principal("/orders/3")))
                .isInstanceOf(IllegalStateException.class);
    }

    private Identity identity(String uri) {
        Principal principal = principal(uri);
        identities.verify(principal).await().atMost(PATIENCE);
        return identities.of(principal);
    }

    private static Principal principal(String uri) {
        return Principal.newBuilder()
                .setSignedRequest(SignedRequest.newBuilder().setMethod("GET").setUri(uri))
                .build();
    }

    private final class Questions extends IdentityQuestionsGrpc.IdentityQuestionsImplBase {

        @Override
        public void verifySigned(
                VerifySignedRequest request, StreamObserver<VerifySignedResponse> answer) {
            asked.incrementAndGet();
            VerifySignedResponse.Builder response = VerifySignedResponse.newBuilder();
            if (request.getUri().equals("/false")) {
                response.setRefused(
                        Refused.newBuilder()
                                .setCode("SIGNATURE_DOES_NOT_MATCH")
                                .setMessage("the signature does not match"));
            } else {
                response.setCaller(
                        Caller.newBuilder()
                                .setKind(CallerKind.USER)
                                .setAccount("123456789012")
                                .setArn("arn:aws:iam::123456789012:user/bob")
                                .setPrincipalId("AIDABOBXXXXXXXXXXXXXX")
                                .setUserName("bob")
                                .setAccessKeyId("AKIABOBXXXXXXXXXXXXX"));
            }
            answer.onNext(response.build());
            answer.onCompleted();
        }
    }
}
