package io.gatehouse.identity.user;

import io.gatehouse.identity.user.UserEvent.UserJoinedGroup;
import io.gatehouse.identity.user.UserEvent.UserLeftGroup;
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

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Users to read: rows in the transaction of the events. */
public final class UserView {

    private static final String COLUMNS =
            """
            SELECT u.account, u.user_id, u.name, u.path, u.created, u.tags, u.boundary,
                   (SELECT l.last_used FROM login_profile l
                    WHERE l.user_id = u.user_id) AS password_last_used
            """;

    private UserView() {}

    public static Uni<Optional<UserRow>> byName(SqlClient sql, AccountId account, EntityName name) {
        return sql.preparedQuery(
                        COLUMNS + "FROM iam_user u WHERE u.account = $1 AND u.name_key = $2")
                .execute(Tuple.of(account.digits(), name.key()))
                .map(rows -> Columns.first(rows, UserView::row));
    }

    public static Uni<Optional<UserRow>> byId(SqlClient sql, AccountId account, UniqueId id) {
        return sql.preparedQuery(
                        COLUMNS + "FROM iam_user u WHERE u.account = $1 AND u.user_id = $2")
                .execute(Tuple.of(account.digits(), id.text()))
                .map(rows -> Columns.first(rows, UserView::row));
    }

    /** Those of the ids that are users of the account. */
    public static Uni<Map<UniqueId, UserRow>> byIds(
            SqlClient sql, AccountId account, Collection<UniqueId> ids) {
        return sql.preparedQuery(
                        COLUMNS + "FROM iam_user u WHERE u.account = $1 AND u.user_id = ANY ($2)")
                .execute(
                        Tuple.of(
                                account.digits(),
                                ids.stream().map(UniqueId::text).toArray(String[]::new)))
                .map(rows -> {
                    Map<UniqueId, UserRow> users = new HashMap<>();
                    Columns.all(rows, UserView::row).forEach(user -> users.put(user.id(), user));
                    return users;
                });
    }

    public static Uni<Page<UserRow>> list(
            SqlClient sql, AccountId account, String pathPrefix, PageRequest page) {
        return sql.preparedQuery(
                        COLUMNS
                                + """
                                FROM iam_user u
                                WHERE u.account = $1 AND u.name_key > $2 AND u.path LIKE $3
                                ORDER BY u.name_key LIMIT $4
                                """)
                .execute(
                        Tuple.of(
                                account.digits(),
                                page.after(),
                                Columns.startingWith(pathPrefix),
                                page.limit() + 1))
                .map(rows -> page(rows, page));
    }

    /** The members of one group, by name. */
    public static Uni<Page<UserRow>> ofGroup(SqlClient sql, UniqueId group, PageRequest page) {
        return sql.preparedQuery(
                        COLUMNS
                                + """
                                FROM membership m JOIN iam_user u USING (user_id)
                                WHERE m.group_id = $1 AND u.name_key > $2
                                ORDER BY u.name_key LIMIT $3
                                """)
                .execute(Tuple.of(group.text(), page.after(), page.limit() + 1))
                .map(rows -> page(rows, page));
    }

    /** All of an account, for its facts. */
    public static Uni<List<UserRow>> all(SqlClient sql, AccountId account) {
        return sql.preparedQuery(COLUMNS + "FROM iam_user u WHERE u.account = $1")
                .execute(Tuple.of(account.digits()))
                .map(rows -> Columns.all(rows, UserView::row));
    }

    /** The groups of every user of an account. */
    static Uni<Map<UniqueId, Set<UniqueId>>> memberships(SqlClient sql, AccountId account) {
        return sql.preparedQuery("SELECT user_id, group_id FROM membership WHERE account = $1")
                .execute(Tuple.of(account.digits()))
                .map(rows -> {
                    Map<UniqueId, Set<UniqueId>> groups = new HashMap<>();
                    for (Row row : rows) {
                        groups.computeIfAbsent(
                                        new UniqueId(row.getString("user_id")),
                                        _ -> new HashSet<>())
                                .add(new UniqueId(row.getString("group_id")));
                    }
                    return groups;
                });
    }

    public static Uni<Integer> count(SqlClient sql, AccountId account) {
        return sql.preparedQuery("SELECT users FROM user_count WHERE account = $1")
                .execute(Tuple.of(account.digits()))
                .map(rows -> Columns.first(rows, row -> row.getInteger("users")).orElse(0));
    }

    /** Makes the row say what the state says. */
    static Uni<Void> write(SqlClient sql, AccountId account, User after) {
        return switch (after) {
            case User.Absent _ -> Uni.createFrom().voidItem();
            case User.Active user ->
                    sql.preparedQuery(
                                    """
                                    INSERT INTO iam_user
                                        (user_id, account, name, name_key, path, created, tags,
                                         boundary)
                                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                                    ON CONFLICT (user_id) DO UPDATE
                                    SET name = $3, name_key = $4, path = $5, tags = $7,
                                        boundary = $8
                                    """)
                            .execute(columns(account, user))
                            .replaceWithVoid();
            case User.Deleted(var id, var _, var _) ->
                    sql.preparedQuery("DELETE FROM iam_user WHERE user_id = $1")
                            .execute(Tuple.of(id.text()))
                            .replaceWithVoid();
        };
    }

    static Uni<Void> write(
            SqlClient sql, AccountId account, UniqueId user, UserJoinedGroup joined) {
        return sql.preparedQuery(
                        "INSERT INTO membership (user_id, group_id, account) VALUES ($1, $2, $3)")
                .execute(Tuple.of(user.text(), joined.group().text(), account.digits()))
                .replaceWithVoid();
    }

    static Uni<Void> write(SqlClient sql, UniqueId user, UserLeftGroup left) {
        return sql.preparedQuery("DELETE FROM membership WHERE user_id = $1 AND group_id = $2")
                .execute(Tuple.of(user.text(), left.group().text()))
                .replaceWithVoid();
    }

    private static Tuple columns(AccountId account, User.Active user) {
        return Tuple.tuple()
                .addString(user.id().text())
                .addString(account.digits())
                .addString(user.name().text())
                .addString(user.name().key())
                .addString(user.path().text())
                .addOffsetDateTime(Columns.time(user.created()))
                .addJsonArray(Columns.tags(user.tags()))
                .addString(Columns.arn(user.boundary()));
    }

    private static Page<UserRow> page(RowSet<Row> rows, PageRequest page) {
        return Page.of(page, Columns.all(rows, UserView::row), row -> row.name().key());
    }

    private static UserRow row(Row row) {
        return new UserRow(
                new AccountId(row.getString("account")),
                new UniqueId(row.getString("user_id")),
                new EntityName(row.getString("name")),
                new EntityPath(row.getString("path")),
                Columns.time(row, "created"),
                Columns.tags(row, "tags"),
                Columns.arn(row, "boundary"),
                Columns.timeIfAny(row, "password_last_used"));
    }
}
