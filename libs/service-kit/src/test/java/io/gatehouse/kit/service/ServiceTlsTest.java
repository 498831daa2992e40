package io.gatehouse.kit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.infra.TestCertificate;
import io.gatehouse.internal.v1.HeadsRequest;
import io.gatehouse.internal.v1.PolicyQuestionsGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.quarkus.tls.BaseTlsConfiguration;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Connections to our other services are as safe as configured, and half of it is refused. */
class ServiceTlsTest {

    private static final TestCertificate OURS = TestCertificate.make("ours");
    private static final TestCertificate ANOTHERS = TestCertificate.make("anothers");
    private static final Vertx VERTX = Vertx.vertx();
    private static Server server;

    @BeforeAll
    static void a_server_speaks_tls() throws IOException {
        server =
                NettyServerBuilder.forPort(0)
                        .sslContext(
                                GrpcSslContexts.forServer(
                                                OURS.certificate().toFile(), OURS.key().toFile())
                                        .build())
                        .build()
                        .start();
    }

    @AfterAll
    static void it_ends() {
        server.shutdownNow();
        VERTX.close();
    }

    /** A registry with one configuration, {@code services}. */
    private record Registry(TlsConfiguration services) implements TlsConfigurationRegistry {

        @Override
        public Optional<TlsConfiguration> get(String name) {
            return Optional.ofNullable(Map.of("services", services).get(name));
        }

        @Override
        public Optional<TlsConfiguration> getDefault() {
            return Optional.empty();
        }

        @Override
        public void register(String name, TlsConfiguration configuration) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Trusting extends BaseTlsConfiguration {

        private final TestCertificate certificate;
        private final boolean isAll;

        Trusting(TestCertificate certificate, boolean isAll) {
            this.certificate = certificate;
            this.isAll = isAll;
        }

        @Override
        public TrustOptions getTrustStoreOptions() {
            return new PemTrustOptions().addCertPath(certificate.certificate().toString());
        }

        @Override
        public SSLOptions getSSLOptions() {
            return new SSLOptions();
        }

        @Override
        public boolean isTrustAll() {
            return isAll;
        }

        @Override
        public String getName() {
            return "services";
        }
    }

    private static ServiceTls tls(TlsConfiguration services, String name) {
        AuthzTls none = new AuthzTls(Optional.empty(), Optional.empty(), Optional.empty());
        return new ServiceTls(VERTX, none, new Registry(services), Optional.of(name));
    }

    /** What becomes of a question: UNIMPLEMENTED says that the server was reached. */
    private static Status.Code asked(TestCertificate trusted, String host) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress(host, server.getPort())
                        .sslContext(
                                tls(new Trusting(trusted, false), "services")
                                        .to(ServiceName.POLICY)
                                        .orElseThrow())
                        .build();
        try {
            return catchThrowableOfType(
                            StatusRuntimeException.class,
                            () ->
                                    PolicyQuestionsGrpc.newBlockingStub(channel)
                                            .withDeadlineAfter(10, TimeUnit.SECONDS)
                                            .heads(HeadsRequest.getDefaultInstance()))
                    .getStatus()
                    .getCode();
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void a_server_whose_certificate_is_trusted_is_reached() {
        assertThat(asked(OURS, "localhost")).isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @Test
    void a_server_that_shows_another_certificate_is_not() {
        assertThat(asked(ANOTHERS, "localhost")).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void a_server_under_a_name_that_its_certificate_does_not_bear_is_not() {
        assertThat(asked(OURS, "127.0.0.2")).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void without_a_name_connections_are_plain() {
        ServiceTls plain =
                new ServiceTls(
                        VERTX,
                        new AuthzTls(Optional.empty(), Optional.empty(), Optional.empty()),
                        new Registry(new Trusting(OURS, false)),
                        Optional.empty());
        assertThat(plain.to(ServiceName.POLICY)).isEmpty();
        assertThat(plain.secured(new HttpClientOptions(), List.of("http://a")).isSsl()).isFalse();
    }

    @Test
    void a_name_that_stands_for_nothing_is_refused() {
        assertThatThrownBy(() -> tls(new Trusting(OURS, false), "servces"))
                .hasMessage(
                        "gatehouse.services.tls-configuration-name names `servces`, and there is no"
                                + " quarkus.tls.servces");
    }

    @Test
    void a_configuration_that_trusts_everybody_is_refused() {
        assertThatThrownBy(() -> tls(new Trusting(OURS, true), "services"))
                .hasMessageContaining("trusts everybody");
    }

    @Test
    void an_address_in_clear_beside_tls_is_refused() {
        ServiceTls tls = tls(new Trusting(OURS, false), "services");
        assertThatThrownBy(() ->
                        tls.secured(
                                new HttpClientOptions(),
                                List.of("https://identity:8081", "http://policy:8082")))
                .hasMessageContaining("`http://policy:8082` is not reached over https");
        assertThat(tls.secured(new HttpClientOptions(), List.of("https://identity")).isVerifyHost())
                .isTrue();
    }
}
