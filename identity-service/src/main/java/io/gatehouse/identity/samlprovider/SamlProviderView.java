package io.gatehouse.identity.samlprovider;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.view.Columns;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SAML providers to read: rows in the transaction of the events. */
public final class SamlProviderView {

    private static final String COLUMNS =
            """
            SELECT account, provider_id, name, created, metadata, encryption_required,
                   private_keys, tags
            FROM saml_provider
            """;

    private SamlProviderView() {}

    public static Uni<Optional<SamlProviderRow>> byName(
            SqlClient sql, AccountId account, EntityName name) {
        return sql.preparedQuery(COLUMNS + "WHERE account = $1 AND name_key = $2")
                .execute(Tuple.of(account.digits(), name.key()))
                .map(rows -> Columns.first(rows, SamlProviderView::row));
    }

    static Uni<List<SamlProviderRow>> all(SqlClient sql, AccountId account) {
        return sql.preparedQuery(COLUMNS + "WHERE account = $1 ORDER BY name_key")
                .execute(Tuple.of(account.digits()))
                .map(rows -> Columns.all(rows, SamlProviderView::row));
    }

    static Uni<Integer> count(SqlClient sql, AccountId account) {
        return sql.preparedQuery("SELECT count(*)::int AS n FROM saml_provider WHERE account = $1")
                .execute(Tuple.of(account.digits()))
                .map(rows -> rows.iterator().next().getInteger("n"));
    }

    /** Makes the row say what the state says. */
    static Uni<Void> write(SqlClient sql, AccountId account, SamlProvider after) {
        return switch (after) {
            case SamlProvider.Absent _ -> Uni.createFrom().voidItem();
            case SamlProvider.Active provider ->
                    sql.preparedQuery(
                                    """
                                    INSERT INTO saml_provider
                                        (provider_id, account, name, name_key, created, metadata,
                                         encryption_required, private_keys, tags)
                                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                                    ON CONFLICT (provider_id) DO UPDATE
                                    SET metadata = $6, encryption_required = $7, private_keys = $8,
                                        tags = $9
                                    """)
                            .execute(columns(account, provider))
                            .replaceWithVoid();
            case SamlProvider.Deleted(var id, var _) ->
                    sql.preparedQuery("DELETE FROM saml_provider WHERE provider_id = $1")
                            .execute(Tuple.of(id.text()))
                            .replaceWithVoid();
        };
    }

    private static Tuple columns(AccountId account, SamlProvider.Active provider) {
        JsonArray keys = new JsonArray();
        provider.privateKeys()
                .forEach(key ->
                        keys.add(
                                JsonObject.of(
                                        "id", key.id().text(), "added", key.added().toString())));
        return Tuple.tuple()
                .addString(provider.id().text())
                .addString(account.digits())
                .addString(provider.name().text())
                .addString(provider.name().key())
                .addOffsetDateTime(Columns.time(provider.created()))
                .addString(provider.metadata())
                .addBoolean(provider.encryption() == EncryptionMode.REQUIRED)
                .addJsonArray(keys)
                .addJsonArray(Columns.tags(provider.tags()));
    }

    private static SamlProviderRow row(Row row) {
        List<PrivateKeyEntry> keys = new ArrayList<>();
        for (Object element : row.getJsonArray("private_keys")) {
            JsonObject key = (JsonObject) element;
            keys.add(
                    new PrivateKeyEntry(
                            new ProviderId(key.getString("id")),
                            Instant.parse(key.getString("added"))));
        }
        return new SamlProviderRow(
                new AccountId(row.getString("account")),
                new ProviderId(row.getString("provider_id")),
                new EntityName(row.getString("name")),
                Columns.time(row, "created"),
                row.getString("metadata"),
                row.getBoolean("encryption_required")
                        ? EncryptionMode.REQUIRED
                        : EncryptionMode.ALLOWED,
                keys,
                Columns.exactTags(row, "tags"));
    }
}
