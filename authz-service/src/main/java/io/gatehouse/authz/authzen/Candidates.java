package io.gatehouse.authz.authzen;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What a search looks at.
 *
 * @param names in order, each once
 * @param unlisted what cannot be listed one by one: patterns with wildcards that allow more than
 *     the names, principals that are not registered
 */
record Candidates(List<String> names, List<String> unlisted) {

    static final Candidates NONE = new Candidates(List.of(), List.of());

    static Candidates of(Collection<String> names, Collection<String> unlisted) {
        return new Candidates(
                List.copyOf(new TreeSet<>(names)), List.copyOf(new TreeSet<>(unlisted)));
    }
}
