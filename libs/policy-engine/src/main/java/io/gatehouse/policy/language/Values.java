package io.gatehouse.policy.language;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The many places where a string or a list of strings may stand. */
final class Values {

    private Values() {}

    /** One text and where it stands. */
    record Placed(Json.Place place, String text) {}

    /** The strings; anything else goes to {@code wrong} with what was expected. */
    static List<Placed> strings(Json json, String what, BiConsumer<Json.Place, String> wrong) {
        List<Placed> strings = new ArrayList<>();
        switch (json) {
            case Json.Text text -> strings.add(new Placed(text.place(), text.text()));
            case Json.Elements list -> {
                for (Json element : list.elements()) {
                    if (element instanceof Json.Text text) {
                        strings.add(new Placed(text.place(), text.text()));
                    } else {
                        wrong.accept(element.place(), what + " is a string");
                    }
                }
            }
            case Json.Members _, Json.Scalar _, Json.Null _ ->
                    wrong.accept(json.place(), what + " is a string or a list of strings");
        }
        return strings;
    }

    static List<String> texts(List<Placed> strings) {
        return strings.stream().map(Placed::text).toList();
    }
}
