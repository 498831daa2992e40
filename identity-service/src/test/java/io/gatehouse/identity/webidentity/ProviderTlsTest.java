package io.gatehouse.identity.webidentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Whom we take for a provider: by its certificate, at the address that was checked. */
class ProviderTlsTest {

    private static final Certificates CERTIFICATES = new Certificates();
    private static Vertx vertx;

    private final List<String> askedFor = new CopyOnWriteArrayList<>();
    private final List<String> lookedUp = new CopyOnWriteArrayList<>();
    private final List<HttpServer> servers = new ArrayList<>();

    @BeforeAll
    static void make() {
        vertx = Vertx.vertx();
        CERTIFICATES.authority("authority");
        CERTIFICATES.server("server", "authority", "-ext", Certificates.HERE);
        CERTIFICATES.server("alone", "", "-ext", Certificates.HERE);
        CERTIFICATES.server("elsewhere", "", "-ext", "san=dns:elsewhere.test");
        CERTIFICATES.server(
                "over", "", "-ext", Certificates.HERE, "-startdate", "-10d", "-validity", "1");
        CERTIFICATES.server("below-a-server", "alone", "-ext", Certificates.HERE);
    }

    @AfterAll
    static void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    private int serve(String certificate) {
        try {
            HttpsServer server =
                    HttpsServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(CERTIFICATES.serving(certificate)));
            return started(server);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private int started(HttpServer server) {
        server.createContext("/", this::answer);
        server.start();
        servers.add(server);
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        askedFor.add(exchange.getRequestHeaders().getFirst("Host"));
        byte[] body = "here".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String ask(int port, String... thumbprints) {
        return ask("https://provider.test:" + port + "/", List.of("127.0.0.1"), thumbprints);
    }

    /** The name has those addresses, and only here: nobody else knows it. */
    private String ask(String url, List<String> addresses, String... thumbprints) {
        return ask(url, addresses, ProviderDoor.TIME_LIMIT, thumbprints);
    }

    private String ask(String url, List<String> addresses, Duration limit, String... thumbprints) {
        ProviderDoor door =
                new ProviderDoor(
                        vertx,
                        new ReachableAddresses(Optional.of(List.of("127.0.0.1"))),
                        true,
                        host -> {
                            lookedUp.add(host);
                            InetAddress[] all = new InetAddress[addresses.size()];
                            for (int i = 0; i < all.length; i++) {
                                all[i] = InetAddress.getByName(addresses.get(i));
                            }
                            return all;
                        },
                        limit);
        return new String(
                door.get(URI.create(url), List.of(thumbprints))
                        .await()
                        .atMost(Duration.ofSeconds(20)),
                StandardCharsets.UTF_8);
    }

    private void refused(int port, String... thumbprints) {
        assertThatThrownBy(() -> ask(port, thumbprints))
                .isInstanceOf(ProviderUnreachableException.class);
        assertThat(askedFor).as("nothing was sent").isEmpty();
    }

    @Test
    void a_server_with_the_thumbprint_is_the_provider_in_either_case_of_letters() {
        String thumbprint = CERTIFICATES.thumbprint("alone");
        assertThat(ask(serve("alone"), thumbprint)).isEqualTo("here");
        assertThat(ask(serve("alone"), thumbprint.toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo("here");
    }

    @Test
    void so_is_one_whose_authority_has_the_thumbprint() {
        assertThat(ask(serve("server"), CERTIFICATES.thumbprint("authority"))).isEqualTo("here");
    }

    @Test
    void a_server_without_the_thumbprint_is_refused() {
        refused(serve("alone"));
        refused(serve("alone"), CERTIFICATES.thumbprint("server"));
        refused(serve("server"), CERTIFICATES.thumbprint("alone"), "0".repeat(40));
    }

    @Test
    void the_thumbprint_helps_neither_another_name_nor_one_that_is_over() {
        refused(serve("elsewhere"), CERTIFICATES.thumbprint("elsewhere"));
        refused(serve("over"), CERTIFICATES.thumbprint("over"));
    }

    @Test
    void a_known_server_is_no_authority_over_others() {
        refused(serve("below-a-server"), CERTIFICATES.thumbprint("alone"));
    }

    @Test
    void a_known_authority_that_was_only_put_beside_it_vouches_for_nobody() {
        X509Certificate[] pasted = {
            CERTIFICATES.chain("alone")[0], CERTIFICATES.chain("authority")[0]
        };
        ThumbprintTrust trust = ThumbprintTrust.of(List.of(CERTIFICATES.thumbprint("authority")));
        assertThatThrownBy(() -> trust.checkServerTrusted(pasted, "ECDHE_ECDSA"))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("does not vouch");
    }

    @Test
    void a_chain_of_a_public_authority_needs_no_thumbprint() {
        X509Certificate[] chain = CERTIFICATES.chain("server");
        ThumbprintTrust where =
                ThumbprintTrust.of(
                        CERTIFICATES.trusting("authority"),
                        List.of(CERTIFICATES.thumbprint("alone")));
        assertThatCode(() -> where.checkServerTrusted(chain, "ECDHE_ECDSA"))
                .doesNotThrowAnyException();
        ThumbprintTrust elsewhere = ThumbprintTrust.of(List.of());
        assertThatThrownBy(() -> elsewhere.checkServerTrusted(chain, "ECDHE_ECDSA"))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void the_connection_goes_to_the_address_that_was_checked_under_the_providers_name() {
        int port = serve("alone");
        assertThat(ask(port, CERTIFICATES.thumbprint("alone"))).isEqualTo("here");
        assertThat(lookedUp).as("asked once").containsExactly("provider.test");
        assertThat(askedFor).containsExactly("provider.test:" + port);
    }

    @Test
    void a_name_with_one_address_that_may_not_be_asked_is_refused_whole() {
        int port = serve("alone");
        assertThatThrownBy(() ->
                        ask(
                                "https://provider.test:" + port + "/",
                                List.of("127.0.0.1", "169.254.169.254"),
                                CERTIFICATES.thumbprint("alone")))
                .isInstanceOf(ProviderUnreachableException.class)
                .hasMessageContaining("not one that may be asked");
        assertThat(askedFor).isEmpty();
    }

    @Test
    void a_provider_that_does_not_answer_in_time_is_left() throws IOException {
        CountDownLatch left = new CountDownLatch(1);
        HttpServer slow =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        slow.createContext(
                "/",
                exchange -> {
                    try {
                        left.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    exchange.close();
                });
        slow.start();
        servers.add(slow);
        String url = "http://provider.test:" + slow.getAddress().getPort() + "/";
        assertThatThrownBy(() -> ask(url, List.of("127.0.0.1"), Duration.ofMillis(200)))
                .isInstanceOf(ProviderUnreachableException.class)
                .hasMessageContaining("could not be asked");
        left.countDown();
    }

    @Test
    void an_answer_that_is_too_long_or_leads_elsewhere_is_refused() throws IOException {
        HttpServer plain =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        plain.createContext(
                "/long",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (var out = exchange.getResponseBody()) {
                        out.write(new byte[ProviderDoor.BODY_LIMIT + 1]);
                    } catch (IOException e) {
                        // The other side has hung up, as it should.
                    }
                });
        plain.createContext(
                "/moved",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        String base = "http://provider.test:" + started(plain);
        assertThat(ask(base + "/", List.of("127.0.0.1"))).isEqualTo("here");
        assertThatThrownBy(() -> ask(base + "/long", List.of("127.0.0.1")))
                .hasMessageContaining("more than");
        assertThatThrownBy(() -> ask(base + "/moved", List.of("127.0.0.1")))
                .hasMessageContaining("status 302");
    }
}
