package io.gatehouse.identity.servercertificate;

import io.gatehouse.identity.accesskey.Credentials;
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

import java.util.Optional;

/** Server certificates to read: rows in the transaction of the events, without private keys. */
public final class ServerCertificateView {

    private static final String COLUMNS =
            """
            SELECT account, server_certificate_id, name, path, uploaded, expires, body, chain, tags
            FROM server_certificate
            """;

    private ServerCertificateView() {}

    static Uni<Optional<ServerCertificateRow>> byName(
            SqlClient sql, AccountId account, EntityName name) {
        return sql.preparedQuery(COLUMNS + "WHERE account = $1 AND name_key = $2")
                .execute(Tuple.of(account.digits(), name.key()))
                .map(rows -> Columns.first(rows, ServerCertificateView::row));
    }

    static Uni<Page<ServerCertificateRow>> list(
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
                        Page.of(
                                page,
                                Columns.all(rows, ServerCertificateView::row),
                                row -> row.name().key()));
    }

    public static Uni<Integer> count(SqlClient sql, AccountId account) {
        return sql.preparedQuery(
                        "SELECT count(*)::int AS n FROM server_certificate WHERE account = $1")
                .execute(Tuple.of(account.digits()))
                .map(rows -> rows.iterator().next().getInteger("n"));
    }

    /** Makes the row say what the state says. */
    static Uni<Void> write(SqlClient sql, AccountId account, ServerCertificate after) {
        return switch (after) {
            case ServerCertificate.Absent _ -> Uni.createFrom().voidItem();
            case ServerCertificate.Active active ->
                    sql.preparedQuery(
                                    """
                                    INSERT INTO server_certificate
                                        (server_certificate_id, account, name, name_key, path,
                                         uploaded, expires, body, chain, tags)
                                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                                    ON CONFLICT (server_certificate_id) DO UPDATE
                                    SET name = $3, name_key = $4, path = $5, tags = $10
                                    """)
                            .execute(columns(account, active))
                            .replaceWithVoid();
            case ServerCertificate.Deleted(var id, var _) ->
                    sql.preparedQuery(
                                    """
                                    DELETE FROM server_certificate WHERE server_certificate_id = $1
                                    """)
                            .execute(Tuple.of(id.text()))
                            .chain(() -> Credentials.forget(sql, id));
        };
    }

    private static Tuple columns(AccountId account, ServerCertificate.Active active) {
        return Tuple.tuple()
                .addString(active.id().text())
                .addString(account.digits())
                .addString(active.name().text())
                .addString(active.name().key())
                .addString(active.path().text())
                .addOffsetDateTime(Columns.time(active.uploaded()))
                .addOffsetDateTime(Columns.time(active.text().expires()))
                .addString(active.text().body())
                .addString(active.text().chain())
                .addJsonArray(Columns.tags(active.tags()));
    }

    private static ServerCertificateRow row(Row row) {
        return new ServerCertificateRow(
                new AccountId(row.getString("account")),
                new UniqueId(row.getString("server_certificate_id")),
                new EntityName(row.getString("name")),
                new EntityPath(row.getString("path")),
                new ServerCertificateText(
                        row.getString("body"),
                        row.getString("chain"),
                        Columns.time(row, "expires")),
                Columns.exactTags(row, "tags"),
                Columns.time(row, "uploaded"));
    }
}
