package io.gatehouse.kit.audit;

import io.gatehouse.model.ActionName;

import java.util.List;
import java.util.Set;

/** Which actions change nothing, by their names. */
public final class Reads {

    private static final List<String> VERBS =
            List.of("Get", "List", "Simulate", "Generate", "Decode", "Test");

    /** They give something and are told as that. */
    private static final Set<String> SESSIONS = Set.of("GetSessionToken", "GetFederationToken");

    private Reads() {}

    public static boolean includes(ActionName action) {
        String name = action.name();
        return !SESSIONS.contains(name) && VERBS.stream().anyMatch(name::startsWith);
    }
}
