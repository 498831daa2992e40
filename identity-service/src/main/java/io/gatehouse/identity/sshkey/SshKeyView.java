package io.gatehouse.identity.sshkey;

import io.gatehouse.identity.holding.Holding;
import io.gatehouse.identity.holding.UploadedText;
import io.gatehouse.identity.view.Columns;
import io.gatehouse.identity.view.Page;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.Optional;

/** SSH public keys to read. */
final class SshKeyView {

    private static final String COLUMNS =
            "SELECT ssh_public_key_id, active, uploaded, body, fingerprint FROM ssh_public_key ";

    private SshKeyView() {}

    static Uni<Page<Holding<UploadedText>>> list(SqlClient sql, String owner, PageRequest page) {
        return sql.preparedQuery(
                        COLUMNS
                                + """
                                WHERE owner = $1 AND ssh_public_key_id > $2
                                ORDER BY ssh_public_key_id LIMIT $3
                                """)
                .execute(Tuple.of(owner, page.after(), page.limit() + 1))
                .map(rows ->
                        Page.of(page, Columns.all(rows, SshKeyView::row), one -> one.id().text()));
    }

    static Uni<Optional<Holding<UploadedText>>> byId(SqlClient sql, String owner, UniqueId id) {
        return sql.preparedQuery(COLUMNS + "WHERE owner = $1 AND ssh_public_key_id = $2")
                .execute(Tuple.of(owner, id.text()))
                .map(rows -> Columns.first(rows, SshKeyView::row));
    }

    /** Whether the user has that very key. */
    static Uni<Boolean> isKnown(SqlClient sql, String owner, String fingerprint) {
        return sql.preparedQuery(
                        "SELECT 1 FROM ssh_public_key WHERE owner = $1 AND fingerprint = $2")
                .execute(Tuple.of(owner, fingerprint))
                .map(rows -> rows.size() > 0);
    }

    private static Holding<UploadedText> row(Row row) {
        return new Holding<>(
                new UniqueId(row.getString("ssh_public_key_id")),
                row.getBoolean("active"),
                Columns.time(row, "uploaded"),
                new UploadedText(row.getString("body"), row.getString("fingerprint")));
    }
}
