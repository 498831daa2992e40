package io.gatehouse.identity.login;

import io.gatehouse.identity.view.Columns;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Login profiles to read: rows in the transaction of the events. */
public final class LoginView {

    private static final String COLUMNS =
            "SELECT user_id, version, created, changed, reset_required, last_used"
                    + " FROM login_profile ";

    private LoginView() {}

    public static Uni<Optional<LoginRow>> ofUser(SqlClient sql, UniqueId user) {
        return sql.preparedQuery(COLUMNS + "WHERE user_id = $1")
                .execute(Tuple.of(user.text()))
                .map(rows -> Columns.first(rows, LoginView::row));
    }

    /** All of an account, by user. */
    public static Uni<Map<UniqueId, LoginRow>> all(SqlClient sql, AccountId account) {
        return sql.preparedQuery(COLUMNS + "WHERE account = $1")
                .execute(Tuple.of(account.digits()))
                .map(rows -> {
                    Map<UniqueId, LoginRow> byUser = new HashMap<>();
                    rows.forEach(row -> {
                        LoginRow profile = row(row);
                        byUser.put(profile.user(), profile);
                    });
                    return byUser;
                });
    }

    /** Notes that the password has signed in. */
    public static Uni<Void> used(SqlClient sql, UniqueId user, Instant at) {
        return sql.preparedQuery("UPDATE login_profile SET last_used = $2 WHERE user_id = $1")
                .execute(Tuple.of(user.text(), Columns.time(at)))
                .replaceWithVoid();
    }

    static Uni<Void> write(SqlClient sql, AccountId account, LoginProfile after) {
        return switch (after) {
            case LoginProfile.Absent _ -> Uni.createFrom().voidItem();
            case LoginProfile.Active active ->
                    sql.preparedQuery(
                                    """
                                    INSERT INTO login_profile
                                        (user_id, account, created, version, changed,
                                         reset_required)
                                    VALUES ($1, $2, $3, $4, $5, $6)
                                    ON CONFLICT (user_id) DO UPDATE
                                    SET version = $4, changed = $5, reset_required = $6
                                    """)
                            .execute(
                                    Tuple.of(
                                            active.user().text(),
                                            account.digits(),
                                            Columns.time(active.created()),
                                            active.version(),
                                            Columns.time(active.changed()),
                                            active.resetRequired()))
                            .replaceWithVoid();
            case LoginProfile.Deleted(var user, var _) ->
                    sql.preparedQuery("DELETE FROM login_profile WHERE user_id = $1")
                            .execute(Tuple.of(user.text()))
                            .replaceWithVoid();
        };
    }

    private static LoginRow row(Row row) {
        return new LoginRow(
                new UniqueId(row.getString("user_id")),
                row.getInteger("version"),
                Columns.time(row, "created"),
                Columns.time(row, "changed"),
                row.getBoolean("reset_required"),
                Columns.timeIfAny(row, "last_used"));
    }
}
