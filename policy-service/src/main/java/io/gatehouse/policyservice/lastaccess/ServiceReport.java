package io.gatehouse.policyservice.lastaccess;

import io.gatehouse.policyservice.directory.PrincipalRow;
import io.gatehouse.policyservice.lastaccess.LastAccess.Use;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who used the services that some policies open, and when last. Pure.
 *
 * @param services that are open, in order
 * @param users who could use them, by unique id
 */
record ServiceReport(List<String> services, Map<String, PrincipalRow> users, List<Use> uses) {

    static ServiceReport of(Subjects.Subject subject, List<Use> uses) {
        Map<String, PrincipalRow> users = new HashMap<>();
        subject.users().forEach(row -> users.put(row.id, row));
        return new ServiceReport(subject.services(), users, uses);
    }

    Optional<Use> last(String service) {
        return of(service).stream().max(Comparator.comparing(Use::at));
    }

    /** How many used it. */
    int entities(String service) {
        Set<String> ids = new HashSet<>();
        of(service).forEach(use -> ids.add(use.principalId()));
        return ids.size();
    }

    /** The last use of each action, by name. */
    List<Use> actions(String service) {
        Map<String, Use> latest = new TreeMap<>();
        of(service).forEach(use -> latest.merge(use.action(), use, ServiceReport::later));
        return List.copyOf(latest.values());
    }

    /** When each who could use it did last; empty where it never did. */
    Map<String, Optional<Instant>> byUser(String service) {
        Map<String, Optional<Instant>> byUser = new TreeMap<>();
        users.keySet().forEach(id -> byUser.put(id, Optional.empty()));
        of(service)
                .forEach(use ->
                        byUser.merge(
                                use.principalId(),
                                Optional.of(use.at()),
                                (a, b) -> a.isEmpty() || b.orElseThrow().isAfter(a.get()) ? b : a));
        return byUser;
    }

    private List<Use> of(String service) {
        return uses.stream()
                .filter(use ->
                        use.service().equals(service) && users.containsKey(use.principalId()))
                .toList();
    }

    private static Use later(Use a, Use b) {
        return b.at().isAfter(a.at()) ? b : a;
    }
}
