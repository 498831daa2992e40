package io.gatehouse.gateway.console;

import io.gatehouse.gateway.RateLimits;
import io.gatehouse.internal.v1.ConsoleReply;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import java.util.function.Consumer;

/**
 * The doors for people: pages by GET, acts by POST of a form that carries its token. Nothing but a
 * form of our own page gets through, and every answer forbids frames, scripts and caches.
 */
@ApplicationScoped
class ConsoleRoutes {

    static final String SIGN_IN = "/signin";
    static final String CONSOLE = "/console";

    private static final Logger LOG = Logger.getLogger(ConsoleRoutes.class);
    private static final int FORM_LIMIT = 16 * 1024;

    private final ConsoleCalls calls;
    private final Pages pages;
    private final RateLimits limits;
    private final StyleSheet style;

    ConsoleRoutes(ConsoleCalls calls, Pages pages, RateLimits limits, StyleSheet style) {
        this.calls = calls;
        this.pages = pages;
        this.limits = limits;
        this.style = style;
    }

    void register(@Observes Router router) {
        BodyHandler form = BodyHandler.create(false).setBodyLimit(FORM_LIMIT);
        page(router, SIGN_IN, this::signInPage);
        page(router, CONSOLE, this::look);
        router.get(StyleSheet.PATH).handler(style::serve);
        router.get("/favicon.ico").handler(ConsoleRoutes::noIcon);
        act(router, form, SIGN_IN, this::signIn);
        act(router, form, CONSOLE + "/password", this::changePassword);
        act(router, form, CONSOLE + "/role", this::switchRole);
        act(router, form, CONSOLE + "/back", this::switchBack);
        act(router, form, "/signout", this::signOut);
    }

    private void page(Router router, String path, Handler<RoutingContext> handler) {
        router.get(path).handler(context -> admitted(context, handler));
    }

    private void act(
            Router router, BodyHandler form, String path, Handler<RoutingContext> handler) {
        router.post(path)
                .handler(form)
                .handler(context ->
                        admitted(
                                context,
                                admitted -> {
                                    if (FormTokens.isOwn(admitted)) {
                                        handler.handle(admitted);
                                    } else {
                                        refused(admitted);
                                    }
                                }));
        router.route(path).failureHandler(this::failed);
    }

    private void admitted(RoutingContext context, Handler<RoutingContext> handler) {
        Headers.forbid(context);
        if (limits.admitsAddress(calls.addressOf(context))) {
            handler.handle(context);
        } else {
            Headers.send(context, 429, pages.notice("Too many requests. Wait a little."));
        }
    }

    private void signInPage(RoutingContext context) {
        Headers.send(context, 200, pages.signIn(Cookies.token(context), "", "", ""));
    }

    private void signIn(RoutingContext context) {
        String account = field(context, "account");
        String user = field(context, "user");
        answer(
                context,
                calls.signIn(
                        context, account, user, field(context, "password"), field(context, "code")),
                reply ->
                        Headers.send(
                                context,
                                reply.hasSignedOut() ? 403 : 200,
                                pages.signIn(
                                        Cookies.token(context),
                                        reply.getProblem(),
                                        account,
                                        user)));
    }

    private void look(RoutingContext context) {
        answer(context, calls.look(context), _ -> redirect(context, SIGN_IN));
    }

    private void changePassword(RoutingContext context) {
        String fresh = field(context, "new");
        if (!fresh.equals(field(context, "again"))) {
            answer(
                    context,
                    calls.look(context)
                            .map(reply ->
                                    reply.toBuilder()
                                            .setProblem("The new passwords differ.")
                                            .build()),
                    _ -> redirect(context, SIGN_IN));
            return;
        }
        answer(
                context,
                calls.changePassword(context, field(context, "old"), fresh),
                reply -> ended(context, reply));
    }

    private void switchRole(RoutingContext context) {
        answer(
                context,
                calls.switchRole(context, field(context, "account"), field(context, "role")),
                reply -> ended(context, reply));
    }

    private void switchBack(RoutingContext context) {
        answer(context, calls.switchBack(context), reply -> ended(context, reply));
    }

    private void signOut(RoutingContext context) {
        answer(context, calls.signOut(context), reply -> ended(context, reply));
    }

    /** What a session's page is, or what {@code signedOut} does where there is none. */
    private void answer(
            RoutingContext context, Uni<ConsoleReply> asked, Consumer<ConsoleReply> signedOut) {
        asked.subscribe()
                .with(
                        reply -> {
                            Cookies.keep(context, reply);
                            switch (reply.getStateCase()) {
                                case PAGE ->
                                        Headers.send(
                                                context,
                                                reply.getProblem().isEmpty() ? 200 : 400,
                                                pages.console(Cookies.token(context), reply));
                                case MUST_CHANGE_PASSWORD ->
                                        Headers.send(
                                                context,
                                                reply.getProblem().isEmpty() ? 200 : 400,
                                                pages.mustChange(Cookies.token(context), reply));
                                case SIGNED_OUT, STATE_NOT_SET -> signedOut.accept(reply);
                            }
                        },
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

    private void ended(RoutingContext context, ConsoleReply reply) {
        Headers.send(
                context, 200, pages.signIn(Cookies.token(context), reply.getProblem(), "", ""));
    }

    private void refused(RoutingContext context) {
        Headers.send(
                context,
                403,
                pages.notice("This form did not come from this page, or is too old. Go back."));
    }

    private void failed(RoutingContext context) {
        Headers.forbid(context);
        Headers.send(
                context,
                context.statusCode() == 413 ? 413 : 400,
                pages.notice("The request could not be read."));
    }

    /** Browsers ask for one; a refusal would stand in their consoles. */
    private static void noIcon(RoutingContext context) {
        context.response().setStatusCode(204).putHeader("Cache-Control", "max-age=86400").end();
    }

    private static void redirect(RoutingContext context, String to) {
        context.response().setStatusCode(303).putHeader("Location", to).end();
    }

    private static String field(RoutingContext context, String name) {
        String value = context.request().getFormAttribute(name);
        return value == null ? "" : value;
    }
}
