package io.gatehouse.identity.view;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Which part of a list is wanted. A page begins after the last key of the page before, so that what
 * is added or deleted meanwhile neither repeats nor skips the others.
 *
 * @param list what is listed; a marker of another list is not taken
 * @param after the last key seen; empty for the first page
 * @param limit 1 to 1000
 */
public record PageRequest(String list, String after, int limit) {

    /** How many AWS gives when not asked for a number (SEMANTICS 10). */
    public static final int DEFAULT_LIMIT = 100;

    public PageRequest {
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("a page has 1 to 1000 rows, not " + limit);
        }
    }

    /**
     * Empty where the marker is not one that this list gave.
     *
     * @param marker empty for the first page
     */
    public static Optional<PageRequest> parse(String list, String marker, int limit) {
        if (marker.isEmpty()) {
            return Optional.of(new PageRequest(list, "", limit));
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
            String prefix = list + "\n";
            return text.startsWith(prefix) && text.length() > prefix.length()
                    ? Optional.of(new PageRequest(list, text.substring(prefix.length()), limit))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    String markerAfter(String key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((list + "\n" + key).getBytes(StandardCharsets.UTF_8));
    }
}
