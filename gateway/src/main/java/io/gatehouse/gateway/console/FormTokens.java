package io.gatehouse.gateway.console;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Forms that only our own page can have made: each carries a token that follows from the cookie,
 * which no other site can read, and a browser that says where a form came from must say: from here.
 */
final class FormTokens {

    static final String FIELD = "form_token";

    private static final String LABEL = "gatehouse form token\n";

    private FormTokens() {}

    /** Of a cookie's secret; the secret does not follow from it. */
    static String of(String secret) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest((LABEL + secret).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whether the form belongs to the browser's session. */
    static boolean isOwn(RoutingContext context) {
        return isOwn(context, Cookies.secret(context));
    }

    /** Whether the form belongs to the holder of that secret, which another cookie brought. */
    static boolean isOwn(RoutingContext context, String secret) {
        return isOwn(context.request(), context.request().getFormAttribute(FIELD), secret);
    }

    /** Whether a link of our own page was followed, which carries the token in its query. */
    static boolean isOwnLink(RoutingContext context, String shown) {
        return isOwn(context.request(), shown, Cookies.secret(context));
    }

    private static boolean isOwn(HttpServerRequest request, @Nullable String shown, String secret) {
        return shown != null
                && !secret.isEmpty()
                && isFromHere(request)
                && MessageDigest.isEqual(
                        of(secret).getBytes(StandardCharsets.US_ASCII),
                        shown.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isFromHere(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            return false;
        }
        String origin = request.getHeader("Origin");
        String host = request.getHeader("Host");
        return origin == null
                || (host != null
                        && (origin.equals("https://" + host) || origin.equals("http://" + host)));
    }
}
