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
 * errors as {@code {"code","message","request_id"}} with the HTTP status of their code. Bodies are
 * read and written by Jackson in snake_case; an unknown field is refused. Filled at start by one
 * thread, then only read.
 */
public final class ApiRoutes {

    private final List<Route<?>> routes = new ArrayList<>();

    /** The body type of a route that takes none. */
    record NoBody() {}

    record Route<I>(
            String method,
            String path,
            Class<I> bodyType,
            BiFunction<I, Call, Uni<? extends Object>> handler) {}

    /** {@code POST} with a JSON body; the path is exact and starts with {@code /api/}. */
    public <I, O> void post(String path, Class<I> bodyType, BiFunction<I, Call, Uni<O>> handler) {
        add(new Route<>("POST", path, bodyType, handler::apply));
    }

    /** {@code GET} without a body; the path is exact and starts with {@code /api/}. */
    public <O> void get(String path, Function<Call, Uni<O>> handler) {
        add(new Route<>("GET", path, NoBody.class, (_, call) -> handler.apply(call)));
    }

    /** {@code GET} with a query; the path is exact and starts with {@code /api/}. */
    public <O> void query(String path, BiFunction<QueryText, Call, Uni<O>> handler) {
        add(new Route<>("GET", path, QueryText.class, handler::apply));
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
