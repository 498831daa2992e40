package io.gatehouse.identity.signingcertificate;

import io.gatehouse.identity.holding.Holding;
import io.gatehouse.identity.holding.UploadedText;
import io.gatehouse.identity.view.Columns;
import io.gatehouse.identity.view.Page;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/** Signing certificates to read. */
final class SigningCertificateView {

    private SigningCertificateView() {}

    static Uni<Page<Holding<UploadedText>>> list(
            SqlClient sql, AccountId account, String owner, PageRequest page) {
        return sql.preparedQuery(
                        """
                        SELECT certificate_id, active, uploaded, body, fingerprint
                        FROM signing_certificate
                        WHERE account = $1 AND owner = $2 AND certificate_id > $3
                        ORDER BY certificate_id LIMIT $4
                        """)
                .execute(Tuple.of(account.digits(), owner, page.after(), page.limit() + 1))
                .map(rows ->
                        Page.of(
                                page,
                                Columns.all(rows, SigningCertificateView::row),
                                one -> one.id().text()));
    }

    /** Whether somebody of the account has that very certificate. */
    static Uni<Boolean> isKnown(SqlClient sql, AccountId account, String fingerprint) {
        return sql.preparedQuery(
                        """
                        SELECT 1 FROM signing_certificate WHERE account = $1 AND fingerprint = $2
                        """)
                .execute(Tuple.of(account.digits(), fingerprint))
                .map(rows -> rows.size() > 0);
    }

    private static Holding<UploadedText> row(Row row) {
        return new Holding<>(
                new UniqueId(row.getString("certificate_id")),
                row.getBoolean("active"),
                Columns.time(row, "uploaded"),
                new UploadedText(row.getString("body"), row.getString("fingerprint")));
    }
}
