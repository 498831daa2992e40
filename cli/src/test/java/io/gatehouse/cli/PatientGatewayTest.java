package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

class PatientGatewayTest {

    private record Answer(int status, String body) {}

    private static final Answer AWAY =
            new Answer(503, "{\"error\": {\"code\": \"ServiceUnavailable\", \"message\": \"no\"}}");
    private static final Answer SLOWER =
            new Answer(400, "{\"error\": {\"code\": \"Throttling\", \"message\": \"less\"}}");
    private static final Answer WRONG =
            new Answer(400, "{\"error\": {\"code\": \"ValidationError\", \"message\": \"bad\"}}");
    private static final Answer TAKEN = new Answer(200, "{\"results\": []}");

    private final Queue<Answer> answers = new ArrayDeque<>();
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void what_is_away_or_wants_less_is_asked_again_until_it_takes_it() {
        answers.add(AWAY);
        answers.add(SLOWER);
        answers.add(TAKEN);
        assertThat(post(Duration.ofSeconds(30)).status()).isEqualTo(200);
        assertThat(asked).hasValue(3);
    }

    @Test
    void a_refusal_is_an_answer() {
        answers.add(WRONG);
        assertThat(post(Duration.ofSeconds(30)).code()).isEqualTo("ValidationError");
        assertThat(asked).hasValue(1);
    }

    @Test
    void patience_ends_with_the_last_refusal() {
        answers.add(AWAY);
        assertThat(post(Duration.ZERO).refusal()).isEqualTo("ServiceUnavailable: no");
        assertThat(asked).hasValue(1);
    }

    @Test
    void nobody_at_the_address_is_said_at_the_end() {
        server.stop(0);
        assertThatThrownBy(() -> post(Duration.ofMillis(350)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("nobody answers at");
    }

    private SignedGateway.Reply post(Duration patience) {
        SignedGateway gateway =
                new SignedGateway(
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                        AwsBasicCredentials.create("AKIAEXAMPLE", "of-the-test"));
        return new PatientGateway(gateway, patience)
                .post("/api/import/policies", JsonNodeFactory.instance.objectNode());
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        Answer next = answers.remove();
        byte[] body = next.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(next.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
