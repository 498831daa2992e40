package io.gatehouse.model.session;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The tags of a session: requested and inherited.
 *
 * @param all in order; keys are unique without regard to case
 * @param transitive keys of those that a session assumed from this one inherits
 */
public record SessionTags(Map<String, String> all, List<String> transitive) {

    public static final SessionTags NONE = new SessionTags(Map.of(), List.of());

    public SessionTags {
        all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
        transitive = List.copyOf(transitive);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** What a session assumed from this one has from the start; all of it transitive again. */
    public SessionTags inherited() {
        Map<String, String> kept = new LinkedHashMap<>();
        all.forEach((key, value) -> {
            if (transitive.stream().anyMatch(key::equalsIgnoreCase)) {
                kept.put(key, value);
            }
        });
        return new SessionTags(kept, List.copyOf(kept.keySet()));
    }

    /** Whether there is a tag of that key, case aside. */
    public boolean has(String key) {
        return all.keySet().stream().anyMatch(key::equalsIgnoreCase);
    }

    /** Other tags with these laid over them: of keys that differ by case only, these stay. */
    public Map<String, String> over(Map<String, String> others) {
        if (all.isEmpty() && others.isEmpty()) {
            return Map.of();
        }
        Map<String, String> folded = new LinkedHashMap<>();
        others.forEach((key, value) -> folded.put(key.toLowerCase(Locale.ROOT), value));
        all.forEach((key, value) -> folded.put(key.toLowerCase(Locale.ROOT), value));
        return folded;
    }
}
