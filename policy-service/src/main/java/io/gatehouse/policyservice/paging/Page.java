package io.gatehouse.policyservice.paging;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param marker where the next page starts; null on the last
 */
public record Page<T>(List<T> items, @Nullable String marker) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * A page of what a query found that asked for one row more than the page holds.
     *
     * @param key of an item, in the order of the list
     */
    public static <T> Page<T> of(List<T> found, PageRequest request, Function<T, String> key) {
        if (found.size() <= request.size()) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, request.size());
        return new Page<>(items, PageRequest.marker(key.apply(items.getLast())));
    }

    /** A page of a whole list that is in memory, already in the order of its keys. */
    public static <T> Page<T> among(List<T> all, PageRequest request, Function<T, String> key) {
        List<T> rest =
                all.stream()
                        .filter(item -> key.apply(item).compareTo(request.after()) > 0)
                        .limit(request.size() + 1L)
                        .toList();
        return of(rest, request, key);
    }

    public boolean isTruncated() {
        return marker != null;
    }

    public <R> Page<R> map(Function<T, R> each) {
        return new Page<>(items.stream().map(each).toList(), marker);
    }
}
