package io.gatehouse.identity.group;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.List;

/** The facts of all groups of an account, as its rows say. */
public final class GroupFacts {

    private GroupFacts() {}

    public static Uni<List<Fact.Builder>> all(SqlClient sql, AccountId account) {
        return GroupView.all(sql, account).map(rows -> rows.stream().map(GroupKind::fact).toList());
    }
}
