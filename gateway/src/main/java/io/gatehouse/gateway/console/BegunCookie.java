package io.gatehouse.gateway.console;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;

import java.util.regex.Pattern;

/**
 * The cookie of a sign-in at a provider that has begun: sealed by identity-service, good for ten
 * minutes and for nothing else. A provider of SAML sends the browser back by a form, with which
 * browsers send cookies only where {@code SameSite} is {@code None}.
 */
final class BegunCookie {

    static final String NAME = "__Host-gatehouse-begun";

    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{1,3000}");
    private static final long SECONDS = 600;

    private BegunCookie() {}

    /** What the browser sent; empty for nothing that could be ours. */
    static String value(RoutingContext context) {
        Cookie cookie = context.request().getCookie(NAME);
        return cookie != null && VALUE.matcher(cookie.getValue()).matches()
                ? cookie.getValue()
                : "";
    }

    static void set(RoutingContext context, String value, boolean returnsByForm) {
        add(
                context,
                cookie(value)
                        .setMaxAge(SECONDS)
                        .setSameSite(returnsByForm ? CookieSameSite.NONE : CookieSameSite.LAX));
    }

    static void forget(RoutingContext context) {
        if (!value(context).isEmpty()) {
            add(context, cookie("").setMaxAge(0).setSameSite(CookieSameSite.LAX));
        }
    }

    /**
     * The token of a form on a page that a provider's form led to: our other cookie does not come
     * along with that.
     */
    static String formToken(RoutingContext context) {
        String value = value(context);
        if (value.isEmpty()) {
            value = Cookies.random();
            set(context, value, true);
        }
        return FormTokens.of(value);
    }

    static boolean isOwnForm(RoutingContext context) {
        return FormTokens.isOwn(context, value(context));
    }

    private static Cookie cookie(String value) {
        return Cookie.cookie(NAME, value).setPath("/").setSecure(true).setHttpOnly(true);
    }

    private static void add(RoutingContext context, Cookie cookie) {
        context.response().addCookie(cookie);
    }
}
