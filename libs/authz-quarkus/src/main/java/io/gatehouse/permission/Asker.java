package io.gatehouse.permission;

import io.gatehouse.authz.client.PermissionQuestion.Asked;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who calls, as the application knows it: a bean of the application's, normally request-scoped. */
public interface Asker {

    /** The principal of the present request, by ARN or session token; empty if nobody is known. */
    Optional<Asked> principal();

    /** Condition keys of the present request, such as {@code aws:SourceIp}. */
    default Map<String, List<String>> context() {
        return Map.of();
    }
}
