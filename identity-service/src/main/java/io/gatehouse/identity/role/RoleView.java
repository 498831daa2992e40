package io.gatehouse.identity.role;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.view.Columns;
import io.gatehouse.identity.view.Page;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Roles to read: rows in the transaction of the events. */
public final class RoleView {

    private static final String COLUMNS =
            """
            SELECT account, role_id, name, path, created, service_linked, trust, description, tags,
                   boundary, max_session_seconds
            FROM iam_role
            """;

    private RoleView() {}

    public static Uni<Optional<RoleRow>> byName(SqlClient sql, AccountId account, EntityName name) {
        return sql.preparedQuery(COLUMNS + "WHERE account = $1 AND name_key = $2")
                .execute(Tuple.of(account.digits(), name.key()))
                .map(rows -> Columns.first(rows, RoleView::row));
    }

    public static Uni<Optional<RoleRow>> byId(SqlClient sql, AccountId account, UniqueId id) {
        return sql.preparedQuery(COLUMNS + "WHERE account = $1 AND role_id = $2")
                .execute(Tuple.of(account.digits(), id.text()))
                .map(rows -> Columns.first(rows, RoleView::row));
    }

    /** Those of the ids that the account has, in no order. */
    public static Uni<List<RoleRow>> byIds(SqlClient sql, AccountId account, List<UniqueId> ids) {
        return sql.preparedQuery(COLUMNS + "WHERE account = $1 AND role_id = ANY ($2)")
                .execute(
                        Tuple.of(
                                account.digits(),
                                ids.stream().map(UniqueId::text).toArray(String[]::new)))
                .map(rows -> Columns.all(rows, RoleView::row));
    }

    public static Uni<Page<RoleRow>> list(
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
                .map(rows ->
                        Page.of(page, Columns.all(rows, RoleView::row), row -> row.name().key()));
    }

    /** All of an account, for its facts. */
    public static Uni<List<RoleRow>> all(SqlClient sql, AccountId account) {
        return sql.preparedQuery(COLUMNS + "WHERE account = $1")
                .execute(Tuple.of(account.digits()))
                .map(rows -> Columns.all(rows, RoleView::row));
    }

    public static Uni<Integer> count(SqlClient sql, AccountId account) {
        return sql.preparedQuery("SELECT count(*)::int AS n FROM iam_role WHERE account = $1")
                .execute(Tuple.of(account.digits()))
                .map(rows -> rows.iterator().next().getInteger("n"));
    }

    /** Makes the row say what the state says. */
    static Uni<Void> write(SqlClient sql, AccountId account, Role after) {
        return switch (after) {
            case Role.Absent _ -> Uni.createFrom().voidItem();
            case Role.Active role ->
                    sql.preparedQuery(
                                    """
                                    INSERT INTO iam_role
                                        (role_id, account, name, name_key, path, created,
                                         service_linked, trust, description, tags, boundary,
                                         max_session_seconds)
                                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                                    ON CONFLICT (role_id) DO UPDATE
                                    SET trust = $8, description = $9, tags = $10, boundary = $11,
                                        max_session_seconds = $12
                                    """)
                            .execute(columns(account, role))
                            .replaceWithVoid();
            case Role.Deleted(var id, var _, var _) ->
                    sql.preparedQuery("DELETE FROM iam_role WHERE role_id = $1")
                            .execute(Tuple.of(id.text()))
                            .replaceWithVoid();
        };
    }

    private static Tuple columns(AccountId account, Role.Active role) {
        return Tuple.tuple()
                .addString(role.id().text())
                .addString(account.digits())
                .addString(role.name().text())
                .addString(role.name().key())
                .addString(role.path().text())
                .addOffsetDateTime(Columns.time(role.created()))
                .addBoolean(role.serviceLinked())
                .addString(role.trust().document())
                .addString(role.description())
                .addJsonArray(Columns.tags(role.tags()))
                .addString(Columns.arn(role.boundary()))
                .addInteger((int) role.maxSession().toSeconds());
    }

    private static RoleRow row(Row row) {
        return new RoleRow(
                new AccountId(row.getString("account")),
                new UniqueId(row.getString("role_id")),
                new EntityName(row.getString("name")),
                new EntityPath(row.getString("path")),
                Columns.time(row, "created"),
                row.getBoolean("service_linked"),
                new TrustPolicy(row.getString("trust")),
                row.getString("description"),
                Columns.tags(row, "tags"),
                Columns.arn(row, "boundary"),
                Duration.ofSeconds(row.getInteger("max_session_seconds")));
    }
}
