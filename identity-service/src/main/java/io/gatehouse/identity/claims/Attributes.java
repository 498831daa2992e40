package io.gatehouse.identity.claims;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a provider says of a person: names and their values as text. Bounded, whatever the provider
 * sends: {@link #NAMES} names of {@link #VALUES} values of {@link #LENGTH} characters; what is
 * beyond is left out, never cut.
 */
public record Attributes(Map<String, List<String>> values) {

    static final int NAMES = 200;
    static final int VALUES = 500;
    static final int LENGTH = 2048;
    private static final int DEPTH = 4;

    public static final Attributes NONE = new Attributes(Map.of());

    public Attributes {
        Map<String, List<String>> copy = new TreeMap<>();
        values.forEach((name, all) -> {
            if (copy.size() < NAMES && name.length() <= LENGTH) {
                copy.put(
                        name,
                        all.stream()
                                .filter(value -> value.length() <= LENGTH)
                                .limit(VALUES)
                                .toList());
            }
        });
        values = Collections.unmodifiableMap(copy);
    }

    /** Nested objects by path, with dots: {@code realm_access.roles}. */
    public static Attributes ofJson(Map<String, ?> json) {
        Map<String, List<String>> all = new TreeMap<>();
        json.forEach((name, value) -> add(all, name, value, 1));
        return new Attributes(all);
    }

    private static void add(Map<String, List<String>> all, String path, Object value, int depth) {
        switch (value) {
            case String text -> put(all, path, text);
            case Number number -> put(all, path, number.toString());
            case Boolean flag -> put(all, path, flag.toString());
            case List<?> list -> {
                all.putIfAbsent(path, new ArrayList<>());
                for (Object element : list) {
                    if (element instanceof String
                            || element instanceof Number
                            || element instanceof Boolean) {
                        put(all, path, element.toString());
                    }
                }
            }
            case Map<?, ?> object when depth < DEPTH ->
                    object.forEach((name, inner) -> {
                        if (inner != null) {
                            add(all, path + "." + name, inner, depth + 1);
                        }
                    });
            default -> {
                // Nothing that a rule could speak of.
            }
        }
    }

    private static void put(Map<String, List<String>> all, String name, String value) {
        all.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    /** Empty where there is no such name. */
    public List<String> of(String name) {
        return values.getOrDefault(name, List.of());
    }

    public Optional<String> first(String name) {
        return of(name).stream().findFirst();
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Names people: nothing of it is shown. */
    @Override
    public String toString() {
        return "Attributes" + values.keySet();
    }
}
