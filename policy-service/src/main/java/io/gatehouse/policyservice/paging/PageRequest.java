package io.gatehouse.policyservice.paging;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Which page of a list. Lists are in the order of a key that does not change, and a marker holds
 * the last key of the page before: what is added or taken away in between moves nothing.
 *
 * @param after the key that the page starts after; empty for the first page
 * @param size at most so many items
 */
public record PageRequest(String after, int size) {

    private static final int DEFAULT_SIZE = 100;
    private static final int MAX_SIZE = 1000;
    private static final String FORMAT = "p1.";

    /** Reads AWS's parameters; fails with ValidationError for a marker that we did not give. */
    public static PageRequest of(@Nullable String marker, @Nullable Integer maxItems) {
        int size = maxItems == null ? DEFAULT_SIZE : Math.clamp(maxItems, 1, MAX_SIZE);
        return new PageRequest(marker == null ? "" : key(marker), size);
    }

    /** The marker of a page that starts after the key. */
    public static String marker(String key) {
        return FORMAT
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String key(String marker) {
        try {
            if (marker.startsWith(FORMAT)) {
                byte[] key = Base64.getUrlDecoder().decode(marker.substring(FORMAT.length()));
                return new String(key, StandardCharsets.UTF_8);
            }
        } catch (IllegalArgumentException _) {
            // Falls through to the refusal.
        }
        throw RefusedException.of(ErrorCode.VALIDATION_ERROR, "Invalid Marker.");
    }
}
