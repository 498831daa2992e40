package io.gatehouse.identity.role;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.List;

/** The facts of all roles of an account, as its rows say. */
public final class RoleFacts {

    private RoleFacts() {}

    public static Uni<List<Fact.Builder>> all(SqlClient sql, AccountId account) {
        return RoleView.all(sql, account).map(rows -> rows.stream().map(RoleFacts::fact).toList());
    }

    private static Fact.Builder fact(RoleRow row) {
        return RoleKind.active(
                new Role.Active(
                        row.id(),
                        row.name(),
                        row.path(),
                        row.created(),
                        row.serviceLinked(),
                        row.trust(),
                        row.description(),
                        row.tags(),
                        row.boundary(),
                        row.maxSession()));
    }
}
