package io.gatehouse.identity.accesskey;

import io.gatehouse.contracts.facts.v1.AccessKeyState;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyActivated;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyCreated;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyDeactivated;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyDeleted;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.identity.user.UserView;
import io.gatehouse.identity.view.Columns;
import io.gatehouse.identity.view.Page;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.identity.view.UsedIds;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Access keys to read: rows in the transaction of their owner's events, without secrets. */
public final class AccessKeyView {

    private AccessKeyView() {}

    /** A key and its owner; no user is root. */
    public record OwnedKey(Optional<UniqueId> user, AccessKey key) {}

    public static Uni<Page<AccessKey>> list(
            SqlClient sql, AccountId account, Optional<UniqueId> user, PageRequest page) {
        return sql.preparedQuery(
                        """
                        SELECT user_id, access_key_id, active, created
                        FROM access_key
                        WHERE account = $1 AND user_id IS NOT DISTINCT FROM $2 AND access_key_id > $3
                        ORDER BY access_key_id LIMIT $4
                        """)
                .execute(
                        Tuple.of(
                                account.digits(),
                                user.map(UniqueId::text).orElse(null),
                                page.after(),
                                page.limit() + 1))
                .map(rows ->
                        Page.of(
                                page,
                                Columns.all(rows, row -> owned(row).key()),
                                key -> key.id().text()));
    }

    /** Who has a key; no user is root. */
    record Owner(Optional<UserRow> user) {}

    /** Empty where the account has no such key. */
    static Uni<Optional<Owner>> owner(SqlClient sql, AccountId account, UniqueId key) {
        return sql.preparedQuery(
                        "SELECT user_id FROM access_key WHERE account = $1 AND access_key_id = $2")
                .execute(Tuple.of(account.digits(), key.text()))
                .map(rows -> Columns.first(rows, row -> Objects.toString(row.getString(0), "")))
                .chain(user ->
                        user.filter(id -> !id.isEmpty())
                                .map(id -> UserView.byId(sql, account, new UniqueId(id)))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                                .map(row -> user.map(_ -> new Owner(row))));
    }

    /** Whose account a key belongs to; empty where there is no such key. */
    public static Uni<Optional<AccountId>> accountOf(SqlClient sql, String keyId) {
        return sql.preparedQuery("SELECT account FROM access_key WHERE access_key_id = $1")
                .execute(Tuple.of(keyId))
                .map(rows -> Columns.first(rows, row -> new AccountId(row.getString("account"))));
    }

    /** All of an account, for its facts. */
    public static Uni<List<OwnedKey>> all(SqlClient sql, AccountId account) {
        return sql.preparedQuery(
                        """
                        SELECT user_id, access_key_id, active, created
                        FROM access_key WHERE account = $1 ORDER BY created, access_key_id
                        """)
                .execute(Tuple.of(account.digits()))
                .map(rows -> Columns.all(rows, AccessKeyView::owned));
    }

    /** Makes the row say what happened. */
    public static Uni<Void> write(
            SqlClient sql, AccountId account, Optional<UniqueId> user, AccessKeyEvent event) {
        return switch (event) {
            case AccessKeyCreated(var id, var at) ->
                    sql.preparedQuery(
                                    """
                                    INSERT INTO access_key
                                        (access_key_id, account, user_id, active, created)
                                    VALUES ($1, $2, $3, true, $4)
                                    """)
                            .execute(
                                    Tuple.of(
                                            id.text(),
                                            account.digits(),
                                            user.map(UniqueId::text).orElse(null),
                                            Columns.time(at)))
                            .chain(() -> UsedIds.add(sql, id));
            case AccessKeyActivated(var id) -> setActive(sql, id, true);
            case AccessKeyDeactivated(var id) -> setActive(sql, id, false);
            case AccessKeyDeleted(var id) ->
                    sql.preparedQuery("DELETE FROM access_key WHERE access_key_id = $1")
                            .execute(Tuple.of(id.text()))
                            .chain(() -> Credentials.forget(sql, id))
                            .chain(() -> KeyUses.forget(sql, id));
        };
    }

    public static List<AccessKeyState> states(List<AccessKey> keys) {
        return keys.stream()
                .map(key ->
                        AccessKeyState.newBuilder()
                                .setAccessKeyId(key.id().text())
                                .setActive(key.active())
                                .build())
                .toList();
    }

    private static Uni<Void> setActive(SqlClient sql, UniqueId id, boolean active) {
        return sql.preparedQuery("UPDATE access_key SET active = $2 WHERE access_key_id = $1")
                .execute(Tuple.of(id.text(), active))
                .replaceWithVoid();
    }

    private static OwnedKey owned(Row row) {
        return new OwnedKey(
                Optional.ofNullable(row.getString("user_id")).map(UniqueId::new),
                new AccessKey(
                        new UniqueId(row.getString("access_key_id")),
                        row.getBoolean("active"),
                        Columns.time(row, "created")));
    }
}
