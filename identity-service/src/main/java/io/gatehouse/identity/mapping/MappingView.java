package io.gatehouse.identity.mapping;

import io.gatehouse.identity.mapping.MappingEvent.MappingRemoved;
import io.gatehouse.identity.mapping.MappingEvent.MappingReplaced;
import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.view.Columns;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.List;
import java.util.Optional;

/** Mappings to read: rows in the transaction of the events. */
public final class MappingView {

    private MappingView() {}

    /** The mapping of one provider. */
    public record MappingRow(Arn provider, Mapping.Rules rules) {}

    /**
     * @param provider its unique id
     */
    public static Uni<Optional<MappingRow>> of(SqlClient sql, ProviderId provider) {
        return sql.preparedQuery(
                        "SELECT provider, mapping FROM role_mapping WHERE provider_id = $1")
                .execute(Tuple.of(provider.text()))
                .map(rows -> Columns.first(rows, MappingView::row));
    }

    /** Those of providers that are still there. */
    static Uni<List<MappingRow>> all(SqlClient sql, AccountId account) {
        return sql.preparedQuery(
                        """
                        SELECT provider, mapping FROM role_mapping m
                        WHERE account = $1
                          AND (EXISTS (SELECT FROM oidc_provider o
                                       WHERE o.provider_id = m.provider_id)
                            OR EXISTS (SELECT FROM saml_provider s
                                       WHERE s.provider_id = m.provider_id))
                        ORDER BY provider
                        """)
                .execute(Tuple.of(account.digits()))
                .map(rows -> Columns.all(rows, MappingView::row));
    }

    /** Makes the row say what the event says. */
    static Uni<Void> write(SqlClient sql, AccountId account, MappingEvent event) {
        return switch (event) {
            case MappingRemoved(var id, var _) ->
                    sql.preparedQuery("DELETE FROM role_mapping WHERE provider_id = $1")
                            .execute(Tuple.of(id.text()))
                            .replaceWithVoid();
            case MappingReplaced(var id, var provider, var rules) ->
                    sql.preparedQuery(
                                    """
                                    INSERT INTO role_mapping
                                        (provider_id, account, provider, mapping)
                                    VALUES ($1, $2, $3, $4)
                                    ON CONFLICT (provider_id) DO UPDATE SET mapping = $4
                                    """)
                            .execute(
                                    Tuple.of(
                                            id.text(),
                                            account.digits(),
                                            provider.toString(),
                                            MappingJson.write(rules)))
                            .replaceWithVoid();
        };
    }

    private static MappingRow row(Row row) {
        return new MappingRow(
                Arn.parse(row.getString("provider")), MappingJson.read(row.getString("mapping")));
    }
}
