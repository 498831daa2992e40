package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.eventstore.LockedLog;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an import meets, read under the owner's lock.
 *
 * @param byNameKey ids of the owner's policies that have one of the names
 * @param usedIds those of the given ids that anything has or had, in any account
 * @param count of all policies of the owner
 */
record PresentPolicies(Map<String, UniqueId> byNameKey, Set<String> usedIds, int count) {

    static Uni<PresentPolicies> read(
            LockedLog locked, PolicyOwner owner, List<ImportedPolicy> wanted) {
        String[] names =
                wanted.stream().map(policy -> policy.arn().name().key()).toArray(String[]::new);
        String[] ids =
                wanted.stream()
                        .flatMap(policy -> policy.givenId().stream())
                        .map(UniqueId::text)
                        .toArray(String[]::new);
        return byName(locked, owner, names)
                .chain(byName ->
                        used(locked, ids)
                                .chain(used ->
                                        ManagedPolicyWrites.count(locked, owner)
                                                .map(count ->
                                                        new PresentPolicies(byName, used, count))));
    }

    private static Uni<Map<String, UniqueId>> byName(
            LockedLog locked, PolicyOwner owner, String[] names) {
        return locked.sql()
                .preparedQuery(
                        """
                        select name_key, id from managed_policy
                        where owner = $1 and name_key = any($2)
                        """)
                .execute(Tuple.of(owner.text(), names))
                .map(rows -> {
                    Map<String, UniqueId> byName = new HashMap<>();
                    for (Row row : rows) {
                        byName.put(row.getString("name_key"), new UniqueId(row.getString("id")));
                    }
                    return byName;
                });
    }

    private static Uni<Set<String>> used(LockedLog locked, String[] ids) {
        return locked.sql()
                .preparedQuery(
                        """
                        select value from unique_value
                        where kind = $1 and scope = '' and value = any($2)
                        """)
                .execute(Tuple.of(LoadedPolicy.ID, ids))
                .map(rows -> {
                    Set<String> used = new HashSet<>();
                    for (Row row : rows) {
                        used.add(row.getString("value"));
                    }
                    return used;
                });
    }
}
