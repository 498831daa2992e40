package io.gatehouse.identity.oidcprovider;

import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.view.Columns;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.List;
import java.util.Optional;

/** OpenID Connect providers to read: rows in the transaction of the events. */
public final class OidcProviderView {

    private static final String COLUMNS =
            """
            SELECT account, provider_id, issuer, created, client_ids, thumbprints, tags
            FROM oidc_provider
            """;

    private OidcProviderView() {}

    /**
     * @param name the issuer without its scheme, as the ARN has it
     */
    public static Uni<Optional<OidcProviderRow>> byName(
            SqlClient sql, AccountId account, String name) {
        return sql.preparedQuery(COLUMNS + "WHERE account = $1 AND name = $2")
                .execute(Tuple.of(account.digits(), name))
                .map(rows -> Columns.first(rows, OidcProviderView::row));
    }

    public static Uni<List<OidcProviderRow>> all(SqlClient sql, AccountId account) {
        return sql.preparedQuery(COLUMNS + "WHERE account = $1 ORDER BY name")
                .execute(Tuple.of(account.digits()))
                .map(rows -> Columns.all(rows, OidcProviderView::row));
    }

    static Uni<Integer> count(SqlClient sql, AccountId account) {
        return sql.preparedQuery("SELECT count(*)::int AS n FROM oidc_provider WHERE account = $1")
                .execute(Tuple.of(account.digits()))
                .map(rows -> rows.iterator().next().getInteger("n"));
    }

    /** Makes the row say what the state says. */
    static Uni<Void> write(SqlClient sql, AccountId account, OidcProvider after) {
        return switch (after) {
            case OidcProvider.Absent _ -> Uni.createFrom().voidItem();
            case OidcProvider.Active provider ->
                    sql.preparedQuery(
                                    """
                                    INSERT INTO oidc_provider
                                        (provider_id, account, name, issuer, created, client_ids,
                                         thumbprints, tags)
                                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                                    ON CONFLICT (provider_id) DO UPDATE
                                    SET client_ids = $6, thumbprints = $7, tags = $8
                                    """)
                            .execute(columns(account, provider))
                            .replaceWithVoid();
            case OidcProvider.Deleted(var id, var _) ->
                    sql.preparedQuery("DELETE FROM oidc_provider WHERE provider_id = $1")
                            .execute(Tuple.of(id.text()))
                            .replaceWithVoid();
        };
    }

    private static Tuple columns(AccountId account, OidcProvider.Active provider) {
        return Tuple.tuple()
                .addString(provider.id().text())
                .addString(account.digits())
                .addString(provider.issuer().name())
                .addString(provider.issuer().text())
                .addOffsetDateTime(Columns.time(provider.created()))
                .addJsonArray(Columns.texts(provider.clientIds()))
                .addJsonArray(Columns.texts(provider.thumbprints()))
                .addJsonArray(Columns.tags(provider.tags()));
    }

    private static OidcProviderRow row(Row row) {
        return new OidcProviderRow(
                new AccountId(row.getString("account")),
                new ProviderId(row.getString("provider_id")),
                new IssuerUrl(row.getString("issuer")),
                Columns.time(row, "created"),
                Columns.texts(row, "client_ids"),
                Columns.texts(row, "thumbprints"),
                Columns.exactTags(row, "tags"));
    }
}
