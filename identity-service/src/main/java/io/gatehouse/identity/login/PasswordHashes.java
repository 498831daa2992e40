package io.gatehouse.identity.login;

import io.gatehouse.identity.account.PasswordPolicy;
import io.gatehouse.identity.view.Columns;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.List;
import java.util.Optional;

/** The hashes of present and former passwords: a table outside the log (DESIGN 2). */
final class PasswordHashes {

    private PasswordHashes() {}

    /** Of the present password; empty where the user has none. */
    static Uni<Optional<String>> present(SqlClient sql, UniqueId user) {
        return sql.preparedQuery(
                        """
                        SELECT h.hash FROM login_profile l
                        JOIN password_hash h ON h.user_id = l.user_id AND h.version = l.version
                        WHERE l.user_id = $1
                        """)
                .execute(Tuple.of(user.text()))
                .map(rows -> Columns.first(rows, row -> row.getString("hash")));
    }

    /**
     * The last passwords, the present one among them.
     *
     * @param count how many
     */
    static Uni<List<String>> last(SqlClient sql, UniqueId user, int count) {
        return sql.preparedQuery(
                        """
                        SELECT hash FROM password_hash WHERE user_id = $1
                        ORDER BY version DESC LIMIT $2
                        """)
                .execute(Tuple.of(user.text(), count))
                .map(rows -> Columns.all(rows, row -> row.getString("hash")));
    }

    /** How many passwords the user has had, also in login profiles that were deleted. */
    static Uni<Integer> version(SqlClient sql, UniqueId user) {
        return sql.preparedQuery(
                        """
                        SELECT coalesce(max(version), 0) AS version FROM password_hash
                        WHERE user_id = $1
                        """)
                .execute(Tuple.of(user.text()))
                .map(rows -> rows.iterator().next().getInteger("version"));
    }

    /**
     * Keeps the hash, in the transaction of the event; what no policy looks back on is forgotten.
     */
    static Uni<Void> keep(SqlClient sql, UniqueId user, int version, String hash) {
        return sql.preparedQuery(
                        "INSERT INTO password_hash (user_id, version, hash) VALUES ($1, $2, $3)")
                .execute(Tuple.of(user.text(), version, hash))
                .chain(() ->
                        sql.preparedQuery(
                                        """
                                        DELETE FROM password_hash
                                        WHERE user_id = $1 AND version <= $2
                                        """)
                                .execute(
                                        Tuple.of(
                                                user.text(),
                                                version - PasswordPolicy.LONGEST_MEMORY)))
                .replaceWithVoid();
    }
}
