package io.gatehouse.gateway.console;

import io.gatehouse.internal.v1.ConsoleReply;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import java.util.function.Consumer;

/**
 * The doors for people: pages by GET, acts by POST of a form that carries its token. Nothing but a
 * form of our own page gets through, and every answer forbids frames, scripts and caches.
 */
@ApplicationScoped
class ConsoleRoutes {

    static final String SIGN_IN = "/signin";
    static final String CONSOLE = "/console";

    private static final int FORM_LIMIT = 16 * 1024;

    private final ConsoleCalls calls;
    private final Pages pages;
    private final StyleSheet style;
    private final PublicUrls urls;
    private final Doors doors;

    ConsoleRoutes(ConsoleCalls calls, Pages pages, StyleSheet style, PublicUrls urls, Doors doors) {
        this.calls = calls;
        this.pages = pages;
        this.style = style;
        this.urls = urls;
        this.doors = doors;
    }

    void register(@Observes Router router) {
        doors.page(router, SIGN_IN, this::signInPage);
        doors.page(router, CONSOLE, this::look);
        router.get(StyleSheet.PATH).handler(style::serve);
        router.get("/favicon.ico").handler(ConsoleRoutes::noIcon);
        act(router, SIGN_IN, this::signIn);
        act(router, CONSOLE + "/password", this::changePassword);
        act(router, CONSOLE + "/role", this::switchRole);
        act(router, CONSOLE + "/back", this::switchBack);
        act(router, CONSOLE + "/credentials", this::showCredentials);
        act(router, "/signout", this::signOut);
    }

    private void act(Router router, String path, Handler<RoutingContext> handler) {
        doors.act(router, FORM_LIMIT, path, handler);
    }

    private void signInPage(RoutingContext context) {
        Headers.send(context, 200, form(context, "", "", ""));
    }

    private void signIn(RoutingContext context) {
        String account = Doors.field(context, "account");
        String user = Doors.field(context, "user");
        answer(
                context,
                calls.signIn(
                        context,
                        account,
                        user,
                        Doors.field(context, "password"),
                        Doors.field(context, "code")),
                reply ->
                        Headers.send(
                                context,
                                reply.hasSignedOut() ? 403 : 200,
                                form(context, reply.getProblem(), account, user)));
    }

    private void look(RoutingContext context) {
        answer(context, calls.look(context), _ -> Doors.redirect(context, SIGN_IN));
    }

    private void changePassword(RoutingContext context) {
        String fresh = Doors.field(context, "new");
        if (!fresh.equals(Doors.field(context, "again"))) {
            answer(
                    context,
                    calls.look(context)
                            .map(reply ->
                                    reply.toBuilder()
                                            .setProblem("The new passwords differ.")
                                            .build()),
                    _ -> Doors.redirect(context, SIGN_IN));
            return;
        }
        answer(
                context,
                calls.changePassword(context, Doors.field(context, "old"), fresh),
                reply -> ended(context, reply));
    }

    private void switchRole(RoutingContext context) {
        answer(
                context,
                calls.switchRole(
                        context, Doors.field(context, "account"), Doors.field(context, "role")),
                reply -> ended(context, reply));
    }

    private void switchBack(RoutingContext context) {
        answer(context, calls.switchBack(context), reply -> ended(context, reply));
    }

    private void showCredentials(RoutingContext context) {
        answer(context, calls.showCredentials(context), reply -> ended(context, reply));
    }

    private void signOut(RoutingContext context) {
        answer(context, calls.signOut(context), reply -> ended(context, reply));
    }

    /** What a session's page is, or what {@code signedOut} does where there is none. */
    private void answer(
            RoutingContext context, Uni<ConsoleReply> asked, Consumer<ConsoleReply> signedOut) {
        doors.answer(
                context,
                asked,
                reply -> {
                    Cookies.keep(context, reply);
                    int status = reply.getProblem().isEmpty() ? 200 : 400;
                    switch (reply.getStateCase()) {
                        case PAGE ->
                                Headers.send(
                                        context,
                                        status,
                                        pages.console(Cookies.token(context), reply));
                        case MUST_CHANGE_PASSWORD ->
                                Headers.send(
                                        context,
                                        status,
                                        pages.mustChange(Cookies.token(context), reply));
                        case SIGNED_OUT, CHOOSE_ROLE, STATE_NOT_SET -> signedOut.accept(reply);
                    }
                });
    }

    private void ended(RoutingContext context, ConsoleReply reply) {
        Headers.send(context, 200, form(context, reply.getProblem(), "", ""));
    }

    private String form(RoutingContext context, String problem, String account, String user) {
        return pages.signIn(Cookies.token(context), problem, account, user, urls.isKnown());
    }

    /** Browsers ask for one; a refusal would stand in their consoles. */
    private static void noIcon(RoutingContext context) {
        context.response().setStatusCode(204).putHeader("Cache-Control", "max-age=86400").end();
    }
}
