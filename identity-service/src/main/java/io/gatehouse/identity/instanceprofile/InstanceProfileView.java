package io.gatehouse.identity.instanceprofile;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.view.Columns;
import io.gatehouse.identity.view.Page;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.Optional;

/** Instance profiles to read: rows in the transaction of the events. */
public final class InstanceProfileView {

    private static final String COLUMNS =
            """
            SELECT account, instance_profile_id, name, path, created, tags, role_id
            FROM iam_instance_profile
            """;

    private InstanceProfileView() {}

    static Uni<Optional<InstanceProfileRow>> byName(
            SqlClient sql, AccountId account, EntityName name) {
        return sql.preparedQuery(COLUMNS + "WHERE account = $1 AND name_key = $2")
                .execute(Tuple.of(account.digits(), name.key()))
                .map(rows -> Columns.first(rows, InstanceProfileView::row));
    }

    static Uni<Page<InstanceProfileRow>> list(
            SqlClient sql, AccountId account, String pathPrefix, PageRequest page) {
        return sql.preparedQuery(
                        COLUMNS
                                + """
                                WHERE account = $1 AND name_key > $2 AND path LIKE $3
                                ORDER BY name_key LIMIT $4
                                """)
                .execute(
                        Tuple.of(
                                account.digits(),
                                page.after(),
                                Columns.startingWith(pathPrefix),
                                page.limit() + 1))
                .map(rows -> page(rows, page));
    }

    /** Those that carry a role, by name. */
    public static Uni<Page<InstanceProfileRow>> ofRole(
            SqlClient sql, UniqueId role, PageRequest page) {
        return sql.preparedQuery(
                        COLUMNS
                                + """
                                WHERE role_id = $1 AND name_key > $2
                                ORDER BY name_key LIMIT $3
                                """)
                .execute(Tuple.of(role.text(), page.after(), page.limit() + 1))
                .map(rows -> page(rows, page));
    }

    /** Whether an instance profile carries the role. */
    public static Uni<Boolean> carries(SqlClient sql, UniqueId role) {
        return sql.preparedQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM iam_instance_profile WHERE role_id = $1) AS it
                        """)
                .execute(Tuple.of(role.text()))
                .map(rows -> rows.iterator().next().getBoolean("it"));
    }

    public static Uni<Integer> count(SqlClient sql, AccountId account) {
        return sql.preparedQuery(
                        "SELECT count(*)::int AS n FROM iam_instance_profile WHERE account = $1")
                .execute(Tuple.of(account.digits()))
                .map(rows -> rows.iterator().next().getInteger("n"));
    }

    /** Makes the row say what the state says. */
    static Uni<Void> write(SqlClient sql, AccountId account, InstanceProfile after) {
        return switch (after) {
            case InstanceProfile.Absent _ -> Uni.createFrom().voidItem();
            case InstanceProfile.Active profile ->
                    sql.preparedQuery(
                                    """
                                    INSERT INTO iam_instance_profile
                                        (instance_profile_id, account, name, name_key, path,
                                         created, tags, role_id)
                                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                                    ON CONFLICT (instance_profile_id) DO UPDATE
                                    SET tags = $7, role_id = $8
                                    """)
                            .execute(
                                    Tuple.tuple()
                                            .addString(profile.id().text())
                                            .addString(account.digits())
                                            .addString(profile.name().text())
                                            .addString(profile.name().key())
                                            .addString(profile.path().text())
                                            .addOffsetDateTime(Columns.time(profile.created()))
                                            .addJsonArray(Columns.tags(profile.tags()))
                                            .addString(
                                                    profile.role()
                                                            .map(UniqueId::text)
                                                            .orElse(null)))
                            .replaceWithVoid();
            case InstanceProfile.Deleted(var id, var _) ->
                    sql.preparedQuery(
                                    """
                                    DELETE FROM iam_instance_profile WHERE instance_profile_id = $1
                                    """)
                            .execute(Tuple.of(id.text()))
                            .replaceWithVoid();
        };
    }

    private static Page<InstanceProfileRow> page(RowSet<Row> rows, PageRequest page) {
        return Page.of(page, Columns.all(rows, InstanceProfileView::row), row -> row.name().key());
    }

    private static InstanceProfileRow row(Row row) {
        return new InstanceProfileRow(
                new AccountId(row.getString("account")),
                new UniqueId(row.getString("instance_profile_id")),
                new EntityName(row.getString("name")),
                new EntityPath(row.getString("path")),
                Columns.time(row, "created"),
                Columns.exactTags(row, "tags"),
                Optional.ofNullable(row.getString("role_id")).map(UniqueId::new));
    }
}
