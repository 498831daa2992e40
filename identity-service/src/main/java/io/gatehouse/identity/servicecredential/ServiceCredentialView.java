package io.gatehouse.identity.servicecredential;

import io.gatehouse.identity.holding.Holding;
import io.gatehouse.identity.view.Columns;
import io.gatehouse.identity.view.Page;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.OffsetDateTime;
import java.util.Optional;

/** Service-specific credentials to read. */
final class ServiceCredentialView {

    private ServiceCredentialView() {}

    /**
     * @param owner a user's id; empty for all users
     * @param service empty for all services
     */
    static Uni<Page<ServiceCredentialRow>> list(
            SqlClient sql,
            AccountId account,
            Optional<String> owner,
            Optional<String> service,
            PageRequest page) {
        return sql.preparedQuery(
                        """
                        SELECT c.service_credential_id, u.name, c.service, c.service_user_name,
                               c.active, c.created, c.expires
                        FROM service_credential c JOIN iam_user u ON u.user_id = c.owner
                        WHERE c.account = $1 AND c.service_credential_id > $2
                          AND ($3::text IS NULL OR c.owner = $3)
                          AND ($4::text IS NULL OR c.service = $4)
                        ORDER BY c.service_credential_id LIMIT $5
                        """)
                .execute(
                        Tuple.of(
                                account.digits(),
                                page.after(),
                                owner.orElse(null),
                                service.orElse(null),
                                page.limit() + 1))
                .map(rows ->
                        Page.of(
                                page,
                                Columns.all(rows, ServiceCredentialView::row),
                                row -> row.credential().id().text()));
    }

    private static ServiceCredentialRow row(Row row) {
        return new ServiceCredentialRow(
                row.getString("name"),
                new Holding<>(
                        new UniqueId(row.getString("service_credential_id")),
                        row.getBoolean("active"),
                        Columns.time(row, "created"),
                        new ServiceCredentialDetails(
                                row.getString("service"),
                                row.getString("service_user_name"),
                                Optional.ofNullable(row.getOffsetDateTime("expires"))
                                        .map(OffsetDateTime::toInstant))));
    }
}
