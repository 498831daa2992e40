package io.gatehouse.identity.user;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.identity.accesskey.AccessKey;
import io.gatehouse.identity.accesskey.AccessKeys;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The facts of all users of an account, as its rows say. */
public final class UserFacts {

    private UserFacts() {}

    /**
     * @param keys access keys by user
     */
    public static Uni<List<Fact.Builder>> all(
            SqlClient sql, AccountId account, Map<UniqueId, List<AccessKey>> keys) {
        return UserView.memberships(sql, account)
                .chain(groups ->
                        UserView.all(sql, account)
                                .map(rows ->
                                        rows.stream()
                                                .map(row -> fact(row, groups, keys))
                                                .toList()));
    }

    private static Fact.Builder fact(
            UserRow row, Map<UniqueId, Set<UniqueId>> groups, Map<UniqueId, List<AccessKey>> keys) {
        return UserKind.active(
                new User.Active(
                        row.id(),
                        row.name(),
                        row.path(),
                        row.created(),
                        row.tags(),
                        new TreeSet<>(groups.getOrDefault(row.id(), Set.of())),
                        new AccessKeys(keys.getOrDefault(row.id(), List.of())),
                        row.boundary()));
    }
}
