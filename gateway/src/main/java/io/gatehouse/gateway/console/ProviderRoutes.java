package io.gatehouse.gateway.console;

import io.gatehouse.internal.v1.ConsoleReply;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import java.util.Optional;

/**
 * Signing in at a registered provider: choose it, be sent there, come back with a code ({@code GET
 * /signin/back}) or an assertion ({@code POST /signin/saml/ACCOUNT/PROVIDER}). What comes back is
 * another site's request: it changes nothing of the session that the browser has unless it begins a
 * new one.
 */
@ApplicationScoped
class ProviderRoutes {

    private static final String CHOICE = ConsoleRoutes.SIGN_IN + "/providers";
    private static final String BEGIN = ConsoleRoutes.SIGN_IN + "/provider";
    private static final String CODES = ConsoleRoutes.SIGN_IN + "/back";
    private static final String ASSERTIONS = ConsoleRoutes.SIGN_IN + "/saml";
    private static final String OF_PROVIDER = ASSERTIONS + "/:account/:provider";
    private static final int ASSERTION_LIMIT = 300 * 1024;

    private final Doors doors;
    private final ConsoleCalls calls;
    private final Pages pages;
    private final PublicUrls urls;

    ProviderRoutes(Doors doors, ConsoleCalls calls, Pages pages, PublicUrls urls) {
        this.doors = doors;
        this.calls = calls;
        this.pages = pages;
        this.urls = urls;
    }

    void register(@Observes Router router) {
        doors.page(router, CHOICE, this::choice);
        doors.page(router, BEGIN, this::begin);
        doors.page(router, CODES, this::code);
        doors.form(
                router, ASSERTION_LIMIT, OF_PROVIDER, _ -> true, context -> posted(context, false));
        doors.form(
                router,
                ASSERTION_LIMIT,
                OF_PROVIDER + "/confirmed",
                BegunCookie::isOwnForm,
                context -> posted(context, true));
    }

    private void choice(RoutingContext context) {
        String account = query(context, "account");
        doors.answer(
                context,
                calls.providers(context, account),
                reply ->
                        Headers.send(
                                context,
                                200,
                                pages.providers(
                                        Cookies.token(context),
                                        account,
                                        BEGIN,
                                        reply.getProvidersList())));
    }

    /**
     * By a link, since the policy that forbids forms to other sites holds for where they lead, too;
     * the link carries the token of a form.
     */
    private void begin(RoutingContext context) {
        if (!FormTokens.isOwnLink(context, query(context, FormTokens.FIELD))) {
            doors.refused(context);
            return;
        }
        Optional<String> base = urls.of(context);
        if (base.isEmpty()) {
            Headers.send(
                    context,
                    404,
                    pages.notice(
                            "Signing in at a provider is not set up here: the gateway has no public"
                                    + " URL."));
            return;
        }
        doors.answer(
                context,
                calls.beginAtProvider(
                        context,
                        query(context, "provider"),
                        base.get() + CODES,
                        base.get() + ASSERTIONS),
                reply -> {
                    if (reply.getProblem().isEmpty()) {
                        BegunCookie.set(context, reply.getBegun(), reply.getReturnsByForm());
                        Doors.redirect(context, reply.getGoTo());
                    } else {
                        refuse(context, reply.getProblem());
                    }
                });
    }

    private void code(RoutingContext context) {
        String begun = BegunCookie.value(context);
        BegunCookie.forget(context);
        doors.answer(
                context,
                calls.arriveWithCode(
                        context,
                        request ->
                                request.setBegun(begun)
                                        .setState(query(context, "state"))
                                        .setCode(query(context, "code"))
                                        .setError(query(context, "error"))
                                        .setIssuer(query(context, "iss"))),
                reply -> arrived(context, reply));
    }

    private void posted(RoutingContext context, boolean confirmed) {
        Optional<String> base = urls.of(context);
        if (base.isEmpty()) {
            refuse(context, "Nobody signs in here by a provider.");
            return;
        }
        String account = context.pathParam("account");
        String provider = context.pathParam("provider");
        doors.answer(
                context,
                calls.arriveWithAssertion(
                        context,
                        request ->
                                request.setBegun(BegunCookie.value(context))
                                        .setAccount(account)
                                        .setProviderName(provider)
                                        .setSamlResponse(Doors.field(context, "SAMLResponse"))
                                        .setRecipient(
                                                "%s%s/%s/%s"
                                                        .formatted(
                                                                base.get(),
                                                                ASSERTIONS,
                                                                account,
                                                                provider))
                                        .setRoleArn(confirmed ? Doors.field(context, "role") : "")
                                        .setConfirmed(confirmed)),
                reply -> arrived(context, reply));
    }

    private void arrived(RoutingContext context, ConsoleReply reply) {
        switch (reply.getStateCase()) {
            case PAGE -> {
                Cookies.keep(context, reply);
                BegunCookie.forget(context);
                // Away from a URL or a form that holds what the provider gave.
                Doors.redirect(context, ConsoleRoutes.CONSOLE);
            }
            case CHOOSE_ROLE ->
                    Headers.send(
                            context,
                            200,
                            pages.chooseRole(
                                    BegunCookie.formToken(context),
                                    ASSERTIONS,
                                    Doors.field(context, "SAMLResponse"),
                                    reply.getChooseRole()));
            case SIGNED_OUT, MUST_CHANGE_PASSWORD, STATE_NOT_SET ->
                    refuse(context, reply.getProblem());
        }
    }

    private void refuse(RoutingContext context, String why) {
        Headers.send(context, 403, pages.notice(why));
    }

    private static String query(RoutingContext context, String name) {
        String value = context.request().getParam(name);
        return value == null ? "" : value;
    }
}
