package io.gatehouse.kit.inbound;

import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.InternalTokenVerifier;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.call.TokenBinding;
import io.gatehouse.kit.log.RequestLog;
import io.gatehouse.kit.service.ThisService;
import io.gatehouse.kit.usage.CallCount;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Revision;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The way of every request into an owning service: read the body, verify the internal token against
 * it, count, handle, answer. Nothing is handled before the token is verified, and nothing is
 * answered to a known caller before it is counted. Everything runs on the request's Vert.x context,
 * and every line that is logged on the way names the request.
 */
@ApplicationScoped
public class Inbound {

    public static final String REQUEST_ID = "X-Gatehouse-Request-Id";
    public static final String HEADS = "X-Gatehouse-Heads";
    public static final String REVISION = "X-Gatehouse-Revision";

    private static final String BEARER = "Bearer ";

    private final InternalTokenVerifier tokens;
    private final ThisService self;
    private final CallCount calls;

    public Inbound(InternalTokenVerifier tokens, ThisService self, CallCount calls) {
        this.tokens = tokens;
        this.self = self;
        this.calls = calls;
    }

    /**
     * Handles one request and writes its answer.
     *
     * @param reader of the body's bytes; must do nothing but read
     * @param action what the token must have been issued for
     * @param handler of a request whose token was verified
     * @param failure the answer for anything that went wrong
     */
    public <T> void accept(
            RoutingContext routing,
            Function<byte[], T> reader,
            Function<T, String> action,
            BiFunction<T, Call, Uni<HttpAnswer>> handler,
            BiFunction<Throwable, String, HttpAnswer> failure) {
        VertxContextSafetyToggle.setCurrentContextSafe(true);
        HttpServerRequest request = routing.request();
        String requestId = requestId(request);
        RequestLog.begin(requestId);
        long began = System.nanoTime();
        Uni<HttpAnswer> answer =
                BoundedBody.read(request)
                        .flatMap(body -> {
                            T read = reader.apply(body);
                            String asked = action.apply(read);
                            return verify(request, asked, body, requestId)
                                    .invoke(call -> calls.count(call, asked))
                                    .plug(RequestLog::here)
                                    .flatMap(call -> handled(read, asked, call, handler));
                        });
        RequestLog.here(answer)
                .onFailure()
                .recoverWithItem(broken -> failure.apply(broken, requestId))
                .subscribe()
                .with(
                        done -> {
                            done.writeTo(routing.response(), requestId);
                            RequestLog.answered(done.status(), began);
                        },
                        routing::fail);
    }

    private static <T> Uni<HttpAnswer> handled(
            T read, String asked, Call call, BiFunction<T, Call, Uni<HttpAnswer>> handler) {
        RequestLog.asks(asked);
        RequestLog.isOf(call.account().digits());
        return handler.apply(read, call);
    }

    private Uni<Call> verify(
            HttpServerRequest request, String action, byte[] body, String requestId) {
        String authorization = request.getHeader("Authorization");
        String token =
                authorization != null && authorization.startsWith(BEARER)
                        ? authorization.substring(BEARER.length())
                        : null;
        TokenBinding binding = TokenBinding.of(self.name().wire(), action, body, requestId);
        return tokens.verify(token, binding, heads(request.getHeader(HEADS)));
    }

    private static Revision heads(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return Revision.NONE;
        }
        try {
            return Revision.parse(token);
        } catch (IllegalArgumentException e) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT, "the heads are not a revision token");
        }
    }

    private static String requestId(HttpServerRequest request) {
        String given = request.getHeader(REQUEST_ID);
        return given != null && given.matches("[A-Za-z0-9-]{1,64}") ? given : "none";
    }
}
