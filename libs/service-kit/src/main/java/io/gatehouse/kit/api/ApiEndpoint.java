package io.gatehouse.kit.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gatehouse.kit.api.ApiRoutes.NoBody;
import io.gatehouse.kit.api.ApiRoutes.Route;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.inbound.Failures;
import io.gatehouse.kit.inbound.HttpAnswer;
import io.gatehouse.kit.inbound.Inbound;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Installs the JSON endpoints of all {@link ApiRouteSet}s. Errors are {@code
 * application/problem+json} with {@code type, title, status, code, detail, request_id}, as the
 * gateway's own are.
 */
@ApplicationScoped
public class ApiEndpoint {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private final Inbound inbound;
    private final List<ApiRouteSet> sets;
    private final ObjectMapper json = StrictJson.mapper();

    public ApiEndpoint(Inbound inbound, @All List<ApiRouteSet> sets) {
        this.inbound = inbound;
        this.sets = sets;
    }

    /** Asked once, at start. */
    public void install(@Observes Router router) {
        ApiRoutes routes = new ApiRoutes();
        sets.forEach(set -> set.registerOn(routes));
        routes.all().forEach(route -> install(router, route));
    }

    private <I> void install(Router router, Route<I> route) {
        router.route(HttpMethod.valueOf(route.method()), route.path())
                .handler(routing ->
                        inbound.accept(
                                routing,
                                body -> body,
                                _ -> route.method() + " " + routing.request().path(),
                                (body, call) -> handle(route, routing, body, call),
                                this::problem));
    }

    private <I> Uni<HttpAnswer> handle(
            Route<I> route, RoutingContext routing, byte[] body, Call call) {
        // The gateway sends the query of a GET as its body too, which the token is bound to.
        boolean isGet = route.method().equals("GET");
        ApiPath path =
                new ApiPath(
                        routing.pathParams(),
                        QueryText.parse(isGet ? new String(body, StandardCharsets.UTF_8) : ""));
        return route.handler().handle(path, read(route, body), call).map(this::answer);
    }

    private HttpAnswer answer(Object answer) {
        return switch (answer) {
            case ApiWritten<?>(var written, var revision) ->
                    new HttpAnswer(200, JSON, write(written), revision);
            case TextAnswer(var type, var text) ->
                    new HttpAnswer(200, type, text.getBytes(StandardCharsets.UTF_8));
            default -> new HttpAnswer(200, JSON, write(answer));
        };
    }

    private <I> I read(Route<I> route, byte[] body) {
        if (route.bodyType() == NoBody.class) {
            return route.bodyType().cast(new NoBody());
        }
        try {
            I read = json.readValue(body, route.bodyType());
            if (read == null) {
                throw RefusedException.of(ErrorCode.INVALID_INPUT, "the body is `null`");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw RefusedException.of(ErrorCode.INVALID_INPUT, StrictJson.whatAndWhere(e));
        } catch (IOException e) {
            throw RefusedException.of(ErrorCode.INVALID_INPUT, "the body cannot be read");
        }
    }

    private HttpAnswer problem(Throwable failure, String requestId) {
        Refusal refusal = Failures.refusalOf(failure, requestId);
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", refusal.code().awsCode());
        problem.put("status", refusal.code().httpStatus());
        problem.put("code", refusal.code().awsCode());
        problem.put("detail", refusal.message());
        problem.put("request_id", requestId);
        return new HttpAnswer(refusal.code().httpStatus(), PROBLEM, write(problem));
    }

    private byte[] write(Object answer) {
        try {
            return json.writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written as JSON", e);
        }
    }
}
