package io.gatehouse.identity.mfa;

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
import java.util.Set;

/** MFA devices to read: rows in the transaction of the events, without seeds. */
public final class MfaDeviceView {

    private static final String COLUMNS =
            "SELECT account, device_id, name, path, created, tags, user_id, enabled"
                    + " FROM mfa_device ";

    private MfaDeviceView() {}

    static Uni<Optional<MfaDeviceRow>> byName(SqlClient sql, AccountId account, EntityName name) {
        return sql.preparedQuery(COLUMNS + "WHERE account = $1 AND name_key = $2")
                .execute(Tuple.of(account.digits(), name.key()))
                .map(rows -> Columns.first(rows, MfaDeviceView::row));
    }

    /** The devices of a user, by serial number. */
    public static Uni<List<MfaDeviceRow>> ofUser(SqlClient sql, UniqueId user) {
        return sql.preparedQuery(COLUMNS + "WHERE user_id = $1 ORDER BY name_key")
                .execute(Tuple.of(user.text()))
                .map(rows -> Columns.all(rows, MfaDeviceView::row));
    }

    static Uni<Page<MfaDeviceRow>> pageOfUser(SqlClient sql, UniqueId user, PageRequest page) {
        return sql.preparedQuery(
                        COLUMNS + "WHERE user_id = $1 AND name_key > $2 ORDER BY name_key LIMIT $3")
                .execute(Tuple.of(user.text(), page.after(), page.limit() + 1))
                .map(rows -> page(rows, page));
    }

    /**
     * @param assigned only those that somebody uses, or nobody; empty: all
     */
    static Uni<Page<MfaDeviceRow>> list(
            SqlClient sql, AccountId account, Optional<Boolean> assigned, PageRequest page) {
        return sql.preparedQuery(
                        COLUMNS
                                + """
                                WHERE account = $1 AND name_key > $2
                                  AND ($3::boolean IS NULL OR $3 = (user_id IS NOT NULL))
                                ORDER BY name_key LIMIT $4
                                """)
                .execute(
                        Tuple.of(
                                account.digits(),
                                page.after(),
                                assigned.orElse(null),
                                page.limit() + 1))
                .map(rows -> page(rows, page));
    }

    /** The users of an account who have a device. */
    public static Uni<Set<UniqueId>> users(SqlClient sql, AccountId account) {
        return sql.preparedQuery(
                        """
                        SELECT DISTINCT user_id FROM mfa_device
                        WHERE account = $1 AND user_id IS NOT NULL
                        """)
                .execute(Tuple.of(account.digits()))
                .map(rows ->
                        Set.copyOf(
                                Columns.all(rows, row -> new UniqueId(row.getString("user_id")))));
    }

    static Uni<Void> write(SqlClient sql, AccountId account, MfaDevice after) {
        return switch (after) {
            case MfaDevice.Absent _ -> Uni.createFrom().voidItem();
            case MfaDevice.Active device ->
                    sql.preparedQuery(
                                    """
                                    INSERT INTO mfa_device
                                        (device_id, account, name, name_key, path, created, tags,
                                         user_id, enabled)
                                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                                    ON CONFLICT (device_id) DO UPDATE
                                    SET tags = $7, user_id = $8, enabled = $9
                                    """)
                            .execute(columns(account, device))
                            .replaceWithVoid();
            case MfaDevice.Deleted(var id, var _) ->
                    sql.preparedQuery("DELETE FROM mfa_device WHERE device_id = $1")
                            .execute(Tuple.of(id.text()))
                            .chain(() -> MfaSeeds.forget(sql, id));
        };
    }

    private static Tuple columns(AccountId account, MfaDevice.Active device) {
        return Tuple.tuple()
                .addString(device.id().text())
                .addString(account.digits())
                .addString(device.name().text())
                .addString(device.name().key())
                .addString(device.path().text())
                .addOffsetDateTime(Columns.time(device.created()))
                .addJsonArray(Columns.tags(device.tags()))
                .addString(device.use().map(use -> use.user().text()).orElse(null))
                .addOffsetDateTime(
                        device.use().map(use -> Columns.time(use.enabled())).orElse(null));
    }

    private static Page<MfaDeviceRow> page(RowSet<Row> rows, PageRequest page) {
        return Page.of(page, Columns.all(rows, MfaDeviceView::row), row -> row.name().key());
    }

    private static MfaDeviceRow row(Row row) {
        return new MfaDeviceRow(
                new AccountId(row.getString("account")),
                new UniqueId(row.getString("device_id")),
                new EntityName(row.getString("name")),
                new EntityPath(row.getString("path")),
                Columns.time(row, "created"),
                Columns.exactTags(row, "tags"),
                Optional.ofNullable(row.getString("user_id")).map(UniqueId::new),
                Columns.timeIfAny(row, "enabled"));
    }
}
