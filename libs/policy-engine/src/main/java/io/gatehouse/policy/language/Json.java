package io.gatehouse.policy.language;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A JSON text as a tree that remembers where everything stands. */
sealed interface Json {

    Place place();

    record Members(Place place, List<Member> members) implements Json {}

    record Member(Place place, String name, Json value) {}

    record Elements(Place place, List<Json> elements) implements Json {}

    record Text(Place place, String text) implements Json {}

    /** A number or a boolean: kept by its text. */
    record Scalar(Place place, String text) implements Json {}

    record Null(Place place) implements Json {}

    /**
     * Where something stands. The path is a chain, written out only when asked for: written out
     * eagerly, a long key over many elements would cost quadratic memory.
     *
     * @param step {@code .name} or {@code [index]}
     */
    record Place(int line, int column, @Nullable Place parent, String step) {

        static Place root(int line, int column) {
            return new Place(line, column, null, "$");
        }

        String path() {
            StringBuilder path = new StringBuilder();
            append(path);
            return path.toString();
        }

        private void append(StringBuilder path) {
            if (parent != null) {
                parent.append(path);
            }
            path.append(step);
        }
    }
}
