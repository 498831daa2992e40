package io.gatehouse.kit.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gatehouse.kit.actions.ActionsEndpoint;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.api.ApiEndpoint;
import io.gatehouse.kit.api.ApiWritten;
import io.gatehouse.kit.api.QueryText;
import io.gatehouse.kit.api.TextAnswer;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.InternalTokenVerifier;
import io.gatehouse.kit.call.InternalTokens;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.call.TokenBinding;
import io.gatehouse.kit.service.ServiceName;
import io.gatehouse.kit.service.ThisService;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserResponse;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.User;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** An owning service over HTTP, as the gateway sees it: token first, then the handler, then XML. */
class OwningServiceTest {

    private static final LogPosition HERE =
            new LogPosition(new AccountId("111111111111"), LogName.IDENTITY, "e1", 7);
    private static final String CREATE = "Action=CreateUser&Version=2010-05-08&UserName=bob";

    record Order(String accountId, List<String> names) {}

    private final InternalTokens tokens = new InternalTokens("k1");
    private final List<Call> calls = new ArrayList<>();
    private final List<String> counted = new ArrayList<>();
    private Vertx vertx;
    private HttpServer server;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        Inbound inbound =
                new Inbound(
                        new InternalTokenVerifier(tokens.keys(), Clock.systemUTC()),
                        new ThisService(ServiceName.IDENTITY),
                        (call, action) -> counted.add(call.caller().principalId() + " " + action));
        new ActionsEndpoint(
                        inbound,
                        List.of(actions -> {
                            actions.onWrite(CreateUserRequest.class, this::create);
                            actions.on(ListUsersRequest.class, (_, _) -> listing());
                            actions.on(
                                    GetUserRequest.class,
                                    (_, _) ->
                                            failing(
                                                    RefusedException.of(
                                                            ErrorCode.NO_SUCH_ENTITY,
                                                            "The user with name <x> cannot"
                                                                    + " be found.")));
                            actions.on(DeleteUserRequest.class, this::delete);
                        }),
                        List.of())
                .install(router);
        new ApiEndpoint(
                        inbound,
                        List.of(routes -> {
                            routes.post(
                                    "/api/orders",
                                    Order.class,
                                    (order, call) -> Uni.createFrom().item(order));
                            routes.put(
                                    "/api/orders/:id",
                                    Order.class,
                                    (path, order, call) ->
                                            Uni.createFrom()
                                                    .item(
                                                            ApiWritten.at(
                                                                    HERE,
                                                                    List.of(
                                                                            path.parameter("id"),
                                                                            order.accountId()))));
                            routes.get(
                                    "/api/orders/:id",
                                    (path, call) ->
                                            Uni.createFrom()
                                                    .item(
                                                            List.of(
                                                                    path.parameter("id"),
                                                                    path.queried("q").orElse(""))));
                            routes.delete(
                                    "/api/orders/:id",
                                    (path, call) -> Uni.createFrom().item(List.of("gone")));
                            routes.query("/api/report", (query, _) -> report(query));
                        }))
                .install(router);
        server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
        client = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Uni<Written<CreateUserResponse>> create(CreateUserRequest request, Call call) {
        calls.add(call);
        User user = User.builder().userName(request.userName()).build();
        return Uni.createFrom()
                .item(Written.at(HERE, CreateUserResponse.builder().user(user).build()));
    }

    private static Uni<ListUsersResponse> listing() {
        return Uni.createFrom()
                .item(ListUsersResponse.builder().users(List.of()).isTruncated(false).build());
    }

    private Uni<DeleteUserResponse> delete(DeleteUserRequest request, Call call) {
        return request.userName().equals("db")
                ? failing(new ConnectException("refused by 10.0.0.9"))
                : failing(new IllegalStateException("secret detail"));
    }

    private static Uni<TextAnswer> report(QueryText query) {
        query.requireOnly(Set.of("by", "name"));
        return Uni.createFrom()
                .item(
                        new TextAnswer(
                                "text/csv",
                                query.value("by").orElse("")
                                        + " of "
                                        + query.value("name").orElse("")));
    }

    private static <T> Uni<T> failing(Throwable failure) {
        return Uni.createFrom().failure(failure);
    }

    private HttpResponse<String> send(String path, String body, String token) throws Exception {
        return send("POST", path, body, token);
    }

    private HttpResponse<String> send(String method, String path, String body, String token)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                        .header("X-Gatehouse-Request-Id", "request-1")
                        .header("X-Gatehouse-Heads", Revision.of(HERE).token())
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(
                request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private String tokenFor(String action, String body) {
        TokenBinding binding = InternalTokens.binding(action, body);
        return tokens.token(InternalTokens.ALICE, binding, Clock.systemUTC());
    }

    private HttpResponse<String> act(String action, String parameters) throws Exception {
        String body = "Action=" + action + "&Version=2010-05-08" + parameters;
        return send("/", body, tokenFor("iam:" + action, body));
    }

    @Test
    void a_write_is_answered_in_xml_with_its_revision() throws Exception {
        HttpResponse<String> answer = act("CreateUser", "&UserName=bob");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("<UserName>bob</UserName>")
                .contains("<RequestId>request-1</RequestId>");
        assertThat(answer.headers().firstValue("X-Gatehouse-Revision"))
                .contains(Revision.of(HERE).token());
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).contains("request-1");
        assertThat(calls.getFirst().caller()).isEqualTo(InternalTokens.ALICE);
        assertThat(calls.getFirst().heads()).isEqualTo(Revision.of(HERE));
    }

    @Test
    void a_list_that_is_empty_is_there_and_a_read_has_no_revision() throws Exception {
        HttpResponse<String> answer = act("ListUsers", "");
        assertThat(answer.body()).contains("<Users></Users><IsTruncated>false</IsTruncated>");
        assertThat(answer.headers().firstValue("X-Gatehouse-Revision")).isEmpty();
    }

    @Test
    void nothing_is_handled_without_a_token_for_this_very_request() throws Exception {
        assertThat(send("/", CREATE, null).body()).contains("<Code>MissingAuthenticationToken<");
        String otherBody = tokenFor("iam:CreateUser", CREATE + "x");
        assertThat(send("/", CREATE, otherBody).statusCode()).isEqualTo(403);
        String otherAction = tokenFor("iam:GetUser", CREATE);
        assertThat(send("/", CREATE, otherAction).statusCode()).isEqualTo(403);
        assertThat(calls).isEmpty();
    }

    @Test
    void a_refusal_reaches_the_caller_as_the_error_of_aws() throws Exception {
        HttpResponse<String> answer = act("GetUser", "");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .contains("<Type>Sender</Type><Code>NoSuchEntity</Code>")
                .contains("name &lt;x&gt; cannot");
    }

    @Test
    void a_database_that_is_away_is_service_unavailable_to_be_tried_again() throws Exception {
        HttpResponse<String> answer = act("DeleteUser", "&UserName=db");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("ServiceUnavailable").doesNotContain("10.0.0.9");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void anything_unexpected_is_an_internal_failure_without_details() throws Exception {
        HttpResponse<String> answer = act("DeleteUser", "&UserName=bug");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("InternalFailure").doesNotContain("secret detail");
    }

    @Test
    void what_the_model_of_the_api_forbids_never_reaches_a_handler() throws Exception {
        HttpResponse<String> answer = act("CreateUser", "&UserName=a%20b");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("<Code>ValidationError</Code>")
                .contains(
                        "1 validation error detected: Value 'a b' at 'userName' failed to satisfy");
        assertThat(calls).isEmpty();
    }

    @Test
    void an_action_that_nobody_handles_is_invalid() throws Exception {
        assertThat(act("CreateGroup", "&GroupName=g").body()).contains("<Code>InvalidAction<");
    }

    @Test
    void a_body_over_a_mebibyte_is_refused() throws Exception {
        String body = CREATE + "&Path=" + "x".repeat(1 << 20);
        assertThat(send("/", body, tokenFor("iam:CreateUser", body)).statusCode()).isEqualTo(413);
    }

    private JsonNode api(String body, int status) throws Exception {
        HttpResponse<String> answer = send("/api/orders", body, tokenFor("POST /api/orders", body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new ObjectMapper().readTree(answer.body());
    }

    @Test
    void json_is_snake_case_and_strict() throws Exception {
        assertThat(api("{\"account_id\":\"1\",\"names\":[\"a\"]}", 200).get("account_id").asText())
                .isEqualTo("1");
        assertThat(api("{\"account_id\":\"1\",\"extra\":2}", 400).get("detail").asText())
                .contains("`$.extra`");
        assertThat(api("{\"account_id\":\"1\",\"account_id\":\"2\"}", 400).get("code").asText())
                .isEqualTo("InvalidInput");
        assertThat(api("null", 400).get("request_id").asText()).isEqualTo("request-1");
        assertThat(api("{\"names\":[1,{}]}", 400).get("detail").asText()).contains("$.names[1]");
    }

    @Test
    void paths_have_parameters_and_the_token_is_for_the_very_path() throws Exception {
        String order = "{\"account_id\":\"1\",\"names\":[]}";
        HttpResponse<String> put =
                send("PUT", "/api/orders/7", order, tokenFor("PUT /api/orders/7", order));
        assertThat(put.body()).isEqualTo("[\"7\",\"1\"]");
        assertThat(put.headers().firstValue("X-Gatehouse-Revision"))
                .contains(Revision.of(HERE).token());
        assertThat(
                        send("PUT", "/api/orders/8", order, tokenFor("PUT /api/orders/7", order))
                                .statusCode())
                .isEqualTo(403);
        String delete = tokenFor("DELETE /api/orders/7", "");
        assertThat(send("DELETE", "/api/orders/7", "", delete).body()).isEqualTo("[\"gone\"]");
    }

    @Test
    void the_query_of_a_get_is_what_the_token_was_bound_to() throws Exception {
        String query = "q=a%20b";
        String token = tokenFor("GET /api/orders/7", query);
        assertThat(send("GET", "/api/orders/7?q=other", query, token).body())
                .isEqualTo("[\"7\",\"a b\"]");
        String twice = "q=1&q=2";
        assertThat(
                        send("GET", "/api/orders/7", twice, tokenFor("GET /api/orders/7", twice))
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whoever_is_known_is_counted_answered_or_refused_and_nobody_else() throws Exception {
        act("GetUser", "");
        act("DeleteUser", "&UserName=bug");
        send("/", CREATE, null);
        send("/", CREATE, tokenFor("iam:GetUser", CREATE));
        api("{}", 200);
        assertThat(counted)
                .containsExactly(
                        InternalTokens.ALICE.principalId() + " iam:GetUser",
                        InternalTokens.ALICE.principalId() + " iam:DeleteUser",
                        InternalTokens.ALICE.principalId() + " POST /api/orders");
    }

    @Test
    void a_query_is_read_from_what_the_token_is_bound_to() throws Exception {
        HttpResponse<String> answer = get("by=day&name=a%2Fb", "by=day&name=a%2Fb");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("day of a/b");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv");
        assertThat(get("by=day&by=hour", "by=day&by=hour").body()).contains("comes twice");
        assertThat(get("wrong=1", "wrong=1").body()).contains("there is no parameter `wrong`");
        assertThat(get("by=hour", "by=day").statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> get(String query, String bound) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/api/report?%s"
                                                .formatted(server.actualPort(), query)))
                        .header("X-Gatehouse-Request-Id", "request-1")
                        .header("Authorization", "Bearer " + tokenFor("GET /api/report", bound))
                        .method("GET", HttpRequest.BodyPublishers.ofString(query))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    @Test
    void json_needs_a_token_too() throws IOException, Exception {
        HttpResponse<String> answer = send("/api/orders", "{}", tokenFor("POST /api/other", "{}"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }
}
