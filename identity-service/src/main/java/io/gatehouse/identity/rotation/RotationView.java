package io.gatehouse.identity.rotation;

import io.gatehouse.identity.view.Columns;
import io.gatehouse.identity.view.UsedIds;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rotations to read, and who is not done yet: rows in the transaction of the events. */
public final class RotationView {

    private RotationView() {}

    /** A rotation as it can be read. */
    record RotationRow(UniqueId id, Demand demand) {}

    /**
     * A user who has something left to replace.
     *
     * @param accessKeys active ones made before the cutoff
     */
    record Pending(UniqueId rotation, String userName, boolean password, List<String> accessKeys) {
        Pending {
            accessKeys = List.copyOf(accessKeys);
        }
    }

    /** An access key past its deadline. */
    record OverdueKey(AccountId account, UniqueId user, UniqueId key) {}

    static Uni<List<RotationRow>> all(SqlClient sql, AccountId account) {
        return sql.preparedQuery(
                        """
                        SELECT rotation_id, scope, target, passwords, access_keys, required, cutoff,
                               deadline
                        FROM rotation WHERE account = $1 ORDER BY deadline, rotation_id
                        """)
                .execute(Tuple.of(account.digits()))
                .map(rows -> Columns.all(rows, RotationView::row));
    }

    /** Who is not done, of every rotation of an account, by rotation and name. */
    static Uni<List<Pending>> pending(SqlClient sql, AccountId account) {
        return sql.preparedQuery(
                        """
                        SELECT r.rotation_id, u.name,
                               r.passwords AND coalesce(l.changed < r.cutoff, false) AS password,
                               ARRAY(SELECT k.access_key_id FROM access_key k
                                     WHERE r.access_keys AND k.user_id = r.user_id AND k.active
                                       AND k.created < r.cutoff
                                     ORDER BY k.created, k.access_key_id) AS keys
                        FROM rotation_user r
                        JOIN iam_user u ON u.user_id = r.user_id
                        LEFT JOIN login_profile l ON l.user_id = r.user_id
                        WHERE r.account = $1
                        ORDER BY r.rotation_id, u.name_key
                        """)
                .execute(Tuple.of(account.digits()))
                .map(rows ->
                        Columns.all(rows, RotationView::pending).stream()
                                .filter(p -> p.password() || !p.accessKeys().isEmpty())
                                .toList());
    }

    /** Whether the user's password has to be replaced, because a rotation requires it. */
    public static Uni<Boolean> requiresNewPassword(SqlClient sql, UniqueId user) {
        return sql.preparedQuery(
                        """
                        SELECT EXISTS (
                            SELECT 1 FROM login_profile l
                            JOIN rotation_user r
                              ON r.user_id = l.user_id AND r.account = l.account
                            WHERE l.user_id = $1 AND r.passwords AND l.changed < r.cutoff)
                        """)
                .execute(Tuple.of(user.text()))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** By when the keys of a user have to be replaced that a rotation requires, by key. */
    public static Uni<Map<UniqueId, Instant>> keyDeadlines(SqlClient sql, UniqueId user) {
        return sql.preparedQuery(
                        """
                        SELECT k.access_key_id, min(r.deadline) AS deadline
                        FROM access_key k
                        JOIN rotation_user r ON r.user_id = k.user_id AND r.account = k.account
                        WHERE k.user_id = $1 AND r.access_keys AND k.created < r.cutoff
                        GROUP BY k.access_key_id
                        """)
                .execute(Tuple.of(user.text()))
                .map(rows -> {
                    Map<UniqueId, Instant> deadlines = new HashMap<>();
                    rows.forEach(row ->
                            deadlines.put(
                                    new UniqueId(row.getString("access_key_id")),
                                    Columns.time(row, "deadline")));
                    return deadlines;
                });
    }

    /** Active keys whose deadline has passed. */
    static Uni<List<OverdueKey>> overdue(SqlClient sql, Instant now) {
        return sql.preparedQuery(
                        """
                        SELECT DISTINCT k.account, k.user_id, k.access_key_id
                        FROM rotation_user r
                        JOIN access_key k ON k.user_id = r.user_id AND k.account = r.account
                        WHERE r.access_keys AND r.deadline <= $1 AND k.active
                          AND k.created < r.cutoff
                        LIMIT 1000
                        """)
                .execute(Tuple.of(Columns.time(now)))
                .map(rows ->
                        Columns.all(
                                rows,
                                row ->
                                        new OverdueKey(
                                                new AccountId(row.getString("account")),
                                                new UniqueId(row.getString("user_id")),
                                                new UniqueId(row.getString("access_key_id")))));
    }

    static Uni<Void> write(SqlClient sql, AccountId account, Rotation after) {
        return switch (after) {
            case Rotation.Absent _ -> Uni.createFrom().voidItem();
            case Rotation.Required(var id, var demand) ->
                    sql.preparedQuery(
                                    """
                                    INSERT INTO rotation
                                        (rotation_id, account, scope, target, passwords,
                                         access_keys, required, cutoff, deadline)
                                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                                    """)
                            .execute(columns(account, id, demand))
                            .chain(() -> UsedIds.add(sql, id));
            case Rotation.Withdrawn(var id) ->
                    sql.preparedQuery("DELETE FROM rotation WHERE rotation_id = $1")
                            .execute(Tuple.of(id.text()))
                            .replaceWithVoid();
        };
    }

    private static Tuple columns(AccountId account, UniqueId id, Demand demand) {
        return Tuple.tuple()
                .addString(id.text())
                .addString(account.digits())
                .addString(demand.scope().wire())
                .addString(demand.scope().target().map(UniqueId::text).orElse(null))
                .addBoolean(demand.passwords())
                .addBoolean(demand.accessKeys())
                .addOffsetDateTime(Columns.time(demand.required()))
                .addOffsetDateTime(Columns.time(demand.cutoff()))
                .addOffsetDateTime(Columns.time(demand.deadline()));
    }

    private static RotationRow row(Row row) {
        return new RotationRow(
                new UniqueId(row.getString("rotation_id")),
                new Demand(
                        Scope.of(
                                row.getString("scope"),
                                Optional.ofNullable(row.getString("target")).map(UniqueId::new)),
                        row.getBoolean("passwords"),
                        row.getBoolean("access_keys"),
                        Columns.time(row, "required"),
                        Columns.time(row, "cutoff"),
                        Columns.time(row, "deadline")));
    }

    private static Pending pending(Row row) {
        return new Pending(
                new UniqueId(row.getString("rotation_id")),
                row.getString("name"),
                row.getBoolean("password"),
                List.of(row.getArrayOfStrings("keys")));
    }
}
