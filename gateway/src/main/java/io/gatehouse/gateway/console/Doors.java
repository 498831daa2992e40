package io.gatehouse.gateway.console;

import io.gatehouse.gateway.RateLimits;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * How every request of a browser gets in: within the limits of its address, and with headers that
 * forbid frames, scripts and caches, whatever becomes of it. A form that is not our own does
 * nothing.
 */
@ApplicationScoped
class Doors {

    private static final Logger LOG = Logger.getLogger(Doors.class);

    private final ConsoleCalls calls;
    private final Pages pages;
    private final RateLimits limits;

    Doors(ConsoleCalls calls, Pages pages, RateLimits limits) {
        this.calls = calls;
        this.pages = pages;
        this.limits = limits;
    }

    void page(Router router, String path, Handler<RoutingContext> handler) {
        router.get(path).handler(context -> admitted(context, handler));
    }

    /** A form of our own page, which shows by its cookie's token that it is. */
    void act(Router router, int limit, String path, Handler<RoutingContext> handler) {
        form(router, limit, path, FormTokens::isOwn, handler);
    }

    /**
     * A form.
     *
     * @param limit of its body, in bytes
     * @param own whether it is one that may act
     */
    void form(
            Router router,
            int limit,
            String path,
            Predicate<RoutingContext> own,
            Handler<RoutingContext> handler) {
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(limit))
                .handler(context ->
                        admitted(
                                context,
                                admitted -> {
                                    if (own.test(admitted)) {
                                        handler.handle(admitted);
                                    } else {
                                        refused(admitted);
                                    }
                                }));
        router.route(path).failureHandler(this::failed);
    }

    /** What was asked of identity-service; where it cannot answer, a page that says so. */
    <T> void answer(RoutingContext context, Uni<T> asked, Consumer<T> answered) {
        asked.subscribe()
                .with(
                        answered,
                        failure -> {
                            LOG.warnf(
                                    "request %s of the console could not be served: %s",
                                    calls.requestId(context), failure.getMessage());
                            Headers.send(
                                    context,
                                    503,
                                    pages.notice("Gatehouse cannot answer now. Try again."));
                        });
    }

    void refused(RoutingContext context) {
        Headers.send(
                context,
                403,
                pages.notice("This form did not come from this page, or is too old. Go back."));
    }

    static void redirect(RoutingContext context, String to) {
        context.response().setStatusCode(303).putHeader("Location", to).end();
    }

    /** Of a form; empty for none. */
    static String field(RoutingContext context, String name) {
        String value = context.request().getFormAttribute(name);
        return value == null ? "" : value;
    }

    private void admitted(RoutingContext context, Handler<RoutingContext> handler) {
        Headers.forbid(context);
        if (limits.admitsAddress(calls.addressOf(context))) {
            handler.handle(context);
        } else {
            Headers.send(context, 429, pages.notice("Too many requests. Wait a little."));
        }
    }

    private void failed(RoutingContext context) {
        Headers.forbid(context);
        Headers.send(
                context,
                context.statusCode() == 413 ? 413 : 400,
                pages.notice("The request could not be read."));
    }
}
