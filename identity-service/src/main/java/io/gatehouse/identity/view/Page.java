package io.gatehouse.identity.view;

import io.gatehouse.identity.value.Tag;
import io.gatehouse.identity.value.Tags;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param rows in order
 * @param marker where the next part begins; empty at the end
 */
public record Page<T>(List<T> rows, Optional<String> marker) {

    public Page {
        rows = List.copyOf(rows);
    }

    /**
     * Of one row more than asked for, where there are as many, makes a page and its marker.
     *
     * @param key of a row, by which the list is ordered
     */
    public static <T> Page<T> of(PageRequest request, List<T> rows, Function<T, String> key) {
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, Optional.empty());
        }
        List<T> shown = rows.subList(0, request.limit());
        return new Page<>(shown, Optional.of(request.markerAfter(key.apply(shown.getLast()))));
    }

    /** A page of tags, by key. */
    public static Page<Tag> of(PageRequest request, Tags tags) {
        List<Tag> rest =
                tags.all().stream()
                        .sorted(Comparator.comparing(Tag::key))
                        .filter(tag -> tag.key().compareTo(request.after()) > 0)
                        .limit(request.limit() + 1L)
                        .toList();
        return of(request, rest, Tag::key);
    }
}
