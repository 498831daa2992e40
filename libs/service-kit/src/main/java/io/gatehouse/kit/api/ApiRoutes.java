package io.gatehouse.kit.api;

import io.gatehouse.kit.call.Call;
import io.smallrye.mutiny.Uni;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The JSON endpoints that this service answers: same token and same errors as AWS's actions, the
 * errors as {@code application/problem+json} with the HTTP status of their code. Bodies are read
 * and written by Jackson in snake_case; an unknown field is refused. A path starts with {@code
 * /api/}; a segment such as {@code :account} is a parameter. Filled at start by one thread, then
 * only read.
 */
public final class ApiRoutes {

    private final List<Route<?>> routes = new ArrayList<>();

    /** The body type of a route that takes none. */
    record NoBody() {}

    record Route<I>(String method, String path, Class<I> bodyType, ApiHandler<I, ?> handler) {}

    /** Answers one request; an {@link ApiWritten} answer tells where it was written. */
    @FunctionalInterface
    public interface ApiHandler<I, O> {
        Uni<O> handle(ApiPath path, I body, Call call);
    }

    /** {@code POST} with a JSON body. */
    public <I, O> void post(String path, Class<I> bodyType, BiFunction<I, Call, Uni<O>> handler) {
        post(path, bodyType, (_, body, call) -> handler.apply(body, call));
    }

    /** {@code POST} with a JSON body and parameters in the path. */
    public <I, O> void post(String path, Class<I> bodyType, ApiHandler<I, O> handler) {
        add(new Route<>("POST", path, bodyType, handler));
    }

    /** {@code PUT} with a JSON body. */
    public <I, O> void put(String path, Class<I> bodyType, ApiHandler<I, O> handler) {
        add(new Route<>("PUT", path, bodyType, handler));
    }

    /** {@code GET} without parameters. */
    public <O> void get(String path, Function<Call, Uni<O>> handler) {
        get(path, (_, call) -> handler.apply(call));
    }

    /** {@code GET} with parameters in path or query. */
    public <O> void get(String path, BiFunction<ApiPath, Call, Uni<O>> handler) {
        add(withoutBody("GET", path, handler));
    }

    /** {@code DELETE} without a body. */
    public <O> void delete(String path, BiFunction<ApiPath, Call, Uni<O>> handler) {
        add(withoutBody("DELETE", path, handler));
    }

    private static <O> Route<NoBody> withoutBody(
            String method, String path, BiFunction<ApiPath, Call, Uni<O>> handler) {
        ApiHandler<NoBody, O> ignoring = (at, _, call) -> handler.apply(at, call);
        return new Route<>(method, path, NoBody.class, ignoring);
    }

    /** {@code GET} with a query. */
    public <O> void query(String path, BiFunction<QueryText, Call, Uni<O>> handler) {
        get(path, (at, call) -> handler.apply(at.query(), call));
    }

    private void add(Route<?> route) {
        if (!route.path().startsWith("/api/")) {
            throw new IllegalArgumentException("not under /api/: " + route.path());
        }
        routes.add(route);
    }

    List<Route<?>> all() {
        return Collections.unmodifiableList(routes);
    }
}
