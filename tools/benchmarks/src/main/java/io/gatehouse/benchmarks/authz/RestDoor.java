package io.gatehouse.benchmarks.authz;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.gatehouse.benchmarks.users.Questions.Expected;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** authz-service over REST. An answer counts with status 200 and the expected decision. */
final class RestDoor {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Expected> questions;
    private final List<HttpRequest> requests;
    private final HttpRequest trivial;

    RestDoor(int port, List<Expected> questions) {
        String base = "http://127.0.0.1:" + port;
        this.questions = questions;
        this.requests =
                questions.stream().map(q -> request(URI.create(base + "/v1/check"), q)).toList();
        this.trivial = HttpRequest.newBuilder(URI.create(base + "/q/health/live")).build();
    }

    private static HttpRequest request(URI uri, Expected question) {
        String body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("principal", question.principal())
                        .put("action", question.action())
                        .put("resource", question.resource())
                        .put("resource_account", question.account())
                        .toString();
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    CompletionStage<?> check(long number) {
        int at = (int) (number % questions.size());
        return http.sendAsync(requests.get(at), HttpResponse.BodyHandlers.ofByteArray())
                .thenAccept(response -> verify(questions.get(at), response));
    }

    private static void verify(Expected question, HttpResponse<byte[]> response) {
        try {
            String decision = JSON.readTree(response.body()).path("decision").asText();
            if (response.statusCode() != 200 || !decision.equals(question.expected().text())) {
                throw new IllegalStateException(
                        "%d %s to %s".formatted(response.statusCode(), decision, question));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code GET /q/health/live} of the same server. */
    CompletionStage<?> trivial(long number) {
        return http.sendAsync(trivial, HttpResponse.BodyHandlers.ofByteArray())
                .thenAccept(
                        response -> {
                            if (response.statusCode() != 200) {
                                throw new IllegalStateException("live: " + response.statusCode());
                            }
                        });
    }
}
