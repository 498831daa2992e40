package io.gatehouse.authz.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Where a page begins and how long it is. A token names the last candidate that was looked at, and
 * the question: what comes after it in order is still to be looked at, whatever came or went
 * meanwhile. So what is there all the while is seen once, and never left out.
 *
 * @param after the last candidate of the page before; empty for the first page
 * @param limit of results
 * @param question hash of the question that tokens belong to
 */
record Page(String after, int limit, String question) {

    private static final String VERSION = "1";

    /**
     * Throws {@code CheckRefusedException} for a limit that is none, or a token of another
     * question.
     */
    static Page of(JsonNode json, AuthzenSettings.Search sizes) {
        JsonNode page = json.path("page");
        if (!page.isMissingNode() && !page.isNull() && !page.isObject()) {
            throw Tuple.malformed("$.page", "an object");
        }
        String question = hash(json);
        return new Page(after(page, question), limit(page.path("limit"), sizes), question);
    }

    /** The token that leads to what comes after a candidate. */
    String tokenAfter(String candidate) {
        String token = VERSION + '|' + question + '|' + candidate;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(token.getBytes(StandardCharsets.UTF_8));
    }

    private static int limit(JsonNode limit, AuthzenSettings.Search sizes) {
        if (limit.isMissingNode() || limit.isNull()) {
            return sizes.pageSize();
        }
        if (!limit.isIntegralNumber() || !limit.canConvertToInt() || limit.intValue() < 1) {
            throw Tuple.malformed("$.page.limit", "a positive number");
        }
        return Math.min(limit.intValue(), sizes.pageLimit());
    }

    private static String after(JsonNode page, String question) {
        JsonNode token = page.has("token") ? page.path("token") : page.path("next_token");
        if (token.isMissingNode() || token.isNull()) {
            return "";
        }
        if (!token.isTextual()) {
            throw Tuple.malformed("$.page.token", "a string");
        }
        if (token.textValue().isEmpty()) {
            return "";
        }
        String[] parts = decoded(token.textValue()).split("\\|", 3);
        if (parts.length != 3 || !parts[0].equals(VERSION) || !parts[1].equals(question)) {
            throw Tuple.malformed("$.page.token", "a token of an earlier page of this question");
        }
        return parts[2];
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private static String hash(JsonNode json) {
        ObjectNode question = ((ObjectNode) json).deepCopy();
        question.remove("page");
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(question.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
