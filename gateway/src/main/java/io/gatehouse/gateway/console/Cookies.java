package io.gatehouse.gateway.console;

import io.gatehouse.internal.v1.ConsoleReply;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * One cookie: bound to this host, sent over secure connections alone, out of reach of scripts, not
 * sent with forms of other sites. Before signing in it holds a random value, for the form's token;
 * every change of what a session may gives it a new one.
 */
final class Cookies {

    static final String NAME = "__Host-gatehouse";

    private static final SecureRandom CHANCE = new SecureRandom();
    private static final String FRESH = "gatehouse-fresh-secret";
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int BYTES = 32;

    private Cookies() {}

    /** What the browser sent; empty for nothing that could be ours. */
    static String secret(RoutingContext context) {
        Cookie cookie = context.request().getCookie(NAME);
        return cookie != null && SECRET.matcher(cookie.getValue()).matches()
                ? cookie.getValue()
                : "";
    }

    /** Keeps a new secret, or forgets that of a session that has ended. */
    static void keep(RoutingContext context, ConsoleReply reply) {
        if (!reply.getSession().isEmpty()) {
            set(context, reply.getSession());
        } else if (reply.hasSignedOut()) {
            set(context, random());
        }
    }

    /** The token of the next form; the browser gets a cookie for it where it has none. */
    static String token(RoutingContext context) {
        String fresh = context.get(FRESH);
        String secret = fresh == null ? secret(context) : fresh;
        if (secret.isEmpty()) {
            secret = random();
            set(context, secret);
        }
        return FormTokens.of(secret);
    }

    private static void set(RoutingContext context, String secret) {
        context.put(FRESH, secret);
        context.response()
                .addCookie(
                        Cookie.cookie(NAME, secret)
                                .setPath("/")
                                .setSecure(true)
                                .setHttpOnly(true)
                                .setSameSite(CookieSameSite.LAX));
    }

    /** 256 random bits. */
    static String random() {
        byte[] bytes = new byte[BYTES];
        CHANCE.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
