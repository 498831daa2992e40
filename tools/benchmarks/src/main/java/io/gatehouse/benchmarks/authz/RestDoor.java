package io.gatehouse.benchmarks.authz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.gatehouse.benchmarks.users.Questions.Expected;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * authz-service over REST, on connections that Check and echo share. An answer counts with status
 * 200 and the expected decision.
 */
final class RestDoor implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int LOOPS = 2;

    private final Vertx vertx = Vertx.vertx();
    private final List<Context> loops =
            Stream.generate(vertx::getOrCreateContext).limit(LOOPS).toList();
    private final HttpClient http;
    private final List<Expected> questions;
    private final List<Buffer> bodies;

    RestDoor(int port, List<Expected> questions, int connections) {
        this.http =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setDefaultHost("127.0.0.1")
                                .setDefaultPort(port)
                                .setMaxPoolSize(connections)
                                .setMaxWaitQueueSize(-1));
        this.questions = questions;
        this.bodies = questions.stream().map(RestDoor::body).toList();
    }

    private static Buffer body(Expected question) {
        return Buffer.buffer(
                JsonNodeFactory.instance
                        .objectNode()
                        .put("principal", question.principal())
                        .put("action", question.action())
                        .put("resource", question.resource())
                        .put("resource_account", question.account())
                        .toString());
    }

    CompletionStage<?> check(long number) {
        int at = (int) (number % questions.size());
        return post("/v1/check", at)
                .thenAccept(json -> {
                    String decision = json.path("decision").asText();
                    if (!decision.equals(questions.get(at).expected().text())) {
                        throw new IllegalStateException(decision + " to " + questions.get(at));
                    }
                });
    }

    /** The same request to the echo of the same server. */
    CompletionStage<?> echo(long number) {
        return post("/v1/echo", (int) (number % questions.size()))
                .thenAccept(json -> {
                    if (!json.path("layer").asText().equals("echo")) {
                        throw new IllegalStateException("no echo: " + json);
                    }
                });
    }

    /** On an event loop from beginning to end: a body must be asked for where its head came. */
    private CompletionStage<JsonNode> post(String path, int at) {
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        loops.get(at % loops.size())
                .runOnContext(_ ->
                        http.request(HttpMethod.POST, path)
                                .compose(request ->
                                        request.putHeader("Content-Type", "application/json")
                                                .send(bodies.get(at)))
                                .compose(response ->
                                        response.body()
                                                .map(body -> json(response.statusCode(), body)))
                                .onSuccess(answer::complete)
                                .onFailure(answer::completeExceptionally));
        return answer;
    }

    private static JsonNode json(int status, Buffer body) {
        if (status != 200) {
            throw new IllegalStateException(status + ": " + body);
        }
        try {
            return JSON.readTree(body.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        var _ = http.close();
        var _ = vertx.close();
    }
}
