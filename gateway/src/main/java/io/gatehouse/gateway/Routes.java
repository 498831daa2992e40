package io.gatehouse.gateway;

import io.gatehouse.gateway.Answer.Protocol;
import io.gatehouse.kit.log.RequestLog;
import io.gatehouse.model.ErrorCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The doors of the gateway: AWS Query at {@code /}, JSON under {@code /api/}, decisions under
 * {@code /access/}.
 */
@ApplicationScoped
class Routes {

    static final int BODY_LIMIT = 1 << 20;
    private static final String DEFAULT_VERSION = "2010-05-08";

    private final Journey journey;
    private final Access access;
    private final SourceAddress sources;

    Routes(Journey journey, Access access, SourceAddress sources) {
        this.journey = journey;
        this.access = access;
        this.sources = sources;
    }

    void register(@Observes Router router) {
        BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_LIMIT);
        router.route("/").method(HttpMethod.POST).handler(body).handler(this::query);
        router.route("/").method(HttpMethod.GET).handler(this::query);
        router.route("/api/*").handler(body).handler(this::api);
        router.route("/access/*").handler(body).handler(this::access);
        router.route("/.well-known/authzen-configuration").handler(this::access);
        router.post(RoutingTable.TOKEN_EXCHANGE).handler(body).handler(this::exchange);
        router.route(RoutingTable.TOKEN_EXCHANGE)
                .failureHandler(context -> failed(context, Protocol.JSON));
        router.route("/").failureHandler(context -> failed(context, Protocol.QUERY));
        router.route("/api/*").failureHandler(context -> failed(context, Protocol.JSON));
        router.route("/access/*").failureHandler(context -> failed(context, Protocol.JSON));
    }

    private void query(RoutingContext context) {
        Inbound inbound = inbound(context);
        Optional<String> action;
        String version;
        try {
            action = Form.parameter(inbound.content(), "Action");
            version = Form.parameter(inbound.content(), "Version").orElse(DEFAULT_VERSION);
        } catch (IllegalArgumentException e) {
            refuse(
                    context,
                    Protocol.QUERY,
                    ErrorCode.MALFORMED_QUERY_STRING,
                    "the form: " + e.getMessage());
            return;
        }
        if (action.isEmpty()) {
            refuse(
                    context,
                    Protocol.QUERY,
                    ErrorCode.MISSING_ACTION,
                    "the request names no Action");
            return;
        }
        travel(context, inbound, RoutingTable.ofAction(action.get(), version), Protocol.QUERY);
    }

    private void api(RoutingContext context) {
        Inbound inbound = inbound(context);
        RoutingTable.ofApi(inbound.method(), inbound.path())
                .ifPresentOrElse(
                        to -> travel(context, inbound, to, Protocol.JSON),
                        () ->
                                refuse(
                                        context,
                                        Protocol.JSON,
                                        ErrorCode.NO_SUCH_ENTITY,
                                        "there is nothing at `%s`".formatted(inbound.path())));
    }

    private void access(RoutingContext context) {
        Inbound inbound = inbound(context);
        RoutingTable.ofAccess(inbound.method(), inbound.path())
                .ifPresentOrElse(
                        to -> ask(context, inbound, to),
                        () ->
                                refuse(
                                        context,
                                        Protocol.JSON,
                                        ErrorCode.NO_SUCH_ENTITY,
                                        "there is nothing at `%s`".formatted(inbound.path())));
    }

    private void ask(RoutingContext context, Inbound inbound, Destination to) {
        RequestLog.begin(inbound.requestId());
        RequestLog.asks(to.action());
        long began = System.nanoTime();
        RequestLog.here(access.answer(inbound, to))
                .subscribe()
                .with(
                        answer -> {
                            send(context, answer);
                            RequestLog.answeredQuietly(answer.status(), began);
                        },
                        context::fail);
    }

    /** Its answer is a secret (RFC 6749, 5.1). */
    private void exchange(RoutingContext context) {
        context.response().putHeader("Cache-Control", "no-store");
        travel(context, inbound(context), RoutingTable.ofTokenExchange(), Protocol.JSON);
    }

    private void travel(
            RoutingContext context, Inbound inbound, Destination to, Protocol protocol) {
        RequestLog.begin(inbound.requestId());
        RequestLog.asks(to.action());
        long began = System.nanoTime();
        RequestLog.here(journey.travel(inbound, to, protocol))
                .subscribe()
                .with(
                        answer -> {
                            send(context, answer);
                            RequestLog.answered(answer.status(), began);
                        },
                        context::fail);
    }

    private void failed(RoutingContext context, Protocol protocol) {
        if (context.statusCode() == 413) {
            refuse(
                    context,
                    protocol,
                    ErrorCode.REQUEST_ENTITY_TOO_LARGE,
                    "the body is larger than %d bytes".formatted(BODY_LIMIT));
        } else {
            refuse(
                    context,
                    protocol,
                    ErrorCode.INTERNAL_FAILURE,
                    "the request could not be processed");
        }
    }

    private static void refuse(
            RoutingContext context, Protocol protocol, ErrorCode code, String message) {
        send(context, Answer.error(protocol, code, message, requestId(context)));
    }

    private static void send(RoutingContext context, Answer answer) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        context.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", answer.contentType())
                .putHeader("x-amzn-RequestId", requestId(context));
        answer.headers().forEach(context.response()::putHeader);
        context.response().end(answer.body());
    }

    private Inbound inbound(RoutingContext context) {
        HttpServerRequest request = context.request();
        String peer = request.remoteAddress().hostAddress();
        Buffer body = context.body() == null ? null : context.body().buffer();
        return new Inbound(
                request.method().name(),
                request.uri(),
                headers(request),
                body == null ? Buffer.buffer() : body,
                sources.of(peer, header(request, "X-Forwarded-For")),
                sources.isSecure(peer, request.isSSL(), header(request, "X-Forwarded-Proto")),
                requestId(context));
    }

    /** HTTP/2 has an authority in place of the header `Host`, which callers sign all the same. */
    private static List<Map.Entry<String, String>> headers(HttpServerRequest request) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        request.headers().forEach((name, value) -> headers.add(Map.entry(name, value)));
        HostAndPort authority = request.authority();
        if (authority != null && !request.headers().contains(HttpHeaders.HOST)) {
            headers.add(Map.entry("Host", authority.toString()));
        }
        return headers;
    }

    private static String header(HttpServerRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value;
    }

    /** Ours, never the caller's: it binds internal tokens and must be unique. */
    private static String requestId(RoutingContext context) {
        String known = context.get("request-id");
        if (known == null) {
            known = UUID.randomUUID().toString();
            context.put("request-id", known);
        }
        return known;
    }
}
