package io.gatehouse.identity.group;

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

import java.util.List;
import java.util.Optional;

/** Groups to read, and who is in them: rows in the transaction of the events. */
public final class GroupView {

    private GroupView() {}

    public static Uni<Optional<GroupRow>> byName(
            SqlClient sql, AccountId account, EntityName name) {
        return sql.preparedQuery(
                        """
                        SELECT account, group_id, name, path, created
                        FROM iam_group WHERE account = $1 AND name_key = $2
                        """)
                .execute(Tuple.of(account.digits(), name.key()))
                .map(rows -> Columns.first(rows, GroupView::row));
    }

    public static Uni<Optional<GroupRow>> byId(SqlClient sql, AccountId account, UniqueId id) {
        return sql.preparedQuery(
                        """
                        SELECT account, group_id, name, path, created
                        FROM iam_group WHERE account = $1 AND group_id = $2
                        """)
                .execute(Tuple.of(account.digits(), id.text()))
                .map(rows -> Columns.first(rows, GroupView::row));
    }

    public static Uni<Page<GroupRow>> list(
            SqlClient sql, AccountId account, String pathPrefix, PageRequest page) {
        return sql.preparedQuery(
                        """
                        SELECT account, group_id, name, path, created
                        FROM iam_group
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

    /** The groups of one user, by name. */
    public static Uni<Page<GroupRow>> ofUser(SqlClient sql, UniqueId user, PageRequest page) {
        return sql.preparedQuery(
                        """
                        SELECT g.account, g.group_id, g.name, g.path, g.created
                        FROM membership m JOIN iam_group g USING (group_id)
                        WHERE m.user_id = $1 AND g.name_key > $2
                        ORDER BY g.name_key LIMIT $3
                        """)
                .execute(Tuple.of(user.text(), page.after(), page.limit() + 1))
                .map(rows -> page(rows, page));
    }

    /** All of an account, for its facts. */
    public static Uni<List<GroupRow>> all(SqlClient sql, AccountId account) {
        return sql.preparedQuery(
                        """
                        SELECT account, group_id, name, path, created
                        FROM iam_group WHERE account = $1
                        """)
                .execute(Tuple.of(account.digits()))
                .map(rows -> Columns.all(rows, GroupView::row));
    }

    public static Uni<Integer> count(SqlClient sql, AccountId account) {
        return sql.preparedQuery("SELECT count(*)::int AS n FROM iam_group WHERE account = $1")
                .execute(Tuple.of(account.digits()))
                .map(rows -> rows.iterator().next().getInteger("n"));
    }

    public static Uni<Integer> members(SqlClient sql, UniqueId group) {
        return sql.preparedQuery("SELECT count(*)::int AS n FROM membership WHERE group_id = $1")
                .execute(Tuple.of(group.text()))
                .map(rows -> rows.iterator().next().getInteger("n"));
    }

    /** Makes the row say what the state says. */
    static Uni<Void> write(SqlClient sql, AccountId account, Group after) {
        return switch (after) {
            case Group.Absent _ -> Uni.createFrom().voidItem();
            case Group.Active(var id, var name, var path, var created) ->
                    sql.preparedQuery(
                                    """
                                    INSERT INTO iam_group
                                        (group_id, account, name, name_key, path, created)
                                    VALUES ($1, $2, $3, $4, $5, $6)
                                    ON CONFLICT (group_id) DO UPDATE
                                    SET name = $3, name_key = $4, path = $5
                                    """)
                            .execute(
                                    Tuple.of(
                                            id.text(),
                                            account.digits(),
                                            name.text(),
                                            name.key(),
                                            path.text(),
                                            Columns.time(created)))
                            .replaceWithVoid();
            case Group.Deleted(var id, var _, var _) ->
                    sql.preparedQuery("DELETE FROM iam_group WHERE group_id = $1")
                            .execute(Tuple.of(id.text()))
                            .replaceWithVoid();
        };
    }

    private static Page<GroupRow> page(RowSet<Row> rows, PageRequest page) {
        return Page.of(page, Columns.all(rows, GroupView::row), row -> row.name().key());
    }

    private static GroupRow row(Row row) {
        return new GroupRow(
                new AccountId(row.getString("account")),
                new UniqueId(row.getString("group_id")),
                new EntityName(row.getString("name")),
                new EntityPath(row.getString("path")),
                Columns.time(row, "created"));
    }
}
