package io.gatehouse.identity.user;

import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * What a user has that stands in streams of its own, counted under the lock: a user who has any of
 * it is not deleted.
 */
public record UserHoldings(
        boolean loginProfile,
        int mfaDevices,
        int signingCertificates,
        int sshKeys,
        int serviceCredentials) {

    public static final UserHoldings NONE = new UserHoldings(false, 0, 0, 0, 0);

    static Uni<UserHoldings> of(SqlClient sql, UniqueId user) {
        return sql.preparedQuery(
                        """
                        SELECT EXISTS (SELECT 1 FROM login_profile WHERE user_id = $1) AS l,
                               (SELECT count(*)::int FROM mfa_device WHERE user_id = $1) AS m,
                               (SELECT count(*)::int FROM signing_certificate WHERE owner = $1) AS c,
                               (SELECT count(*)::int FROM ssh_public_key WHERE owner = $1) AS k,
                               (SELECT count(*)::int FROM service_credential WHERE owner = $1) AS s
                        """)
                .execute(Tuple.of(user.text()))
                .map(rows -> rows.iterator().next())
                .map(row ->
                        new UserHoldings(
                                row.getBoolean("l"),
                                row.getInteger("m"),
                                row.getInteger("c"),
                                row.getInteger("k"),
                                row.getInteger("s")));
    }
}
