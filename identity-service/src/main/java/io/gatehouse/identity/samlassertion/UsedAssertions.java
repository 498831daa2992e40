package io.gatehouse.identity.samlassertion;

import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.view.Columns;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;

/**
 * Which assertions were used, in the database: none gives two sessions, through whatever instance,
 * and a restart forgets none. Rows go when their assertion has expired anyway.
 */
@ApplicationScoped
public class UsedAssertions {

    private final Pool database;
    private final Clock clock;

    UsedAssertions(Pool database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Fails with InvalidIdentityToken where the assertion was used before. */
    public Uni<Void> use(AccountId account, ProviderId provider, AssertionClaims claims) {
        return forgetExpired()
                .chain(() ->
                        database.preparedQuery(
                                        """
                                        INSERT INTO used_assertion
                                            (account, assertion, usable_until)
                                        VALUES ($1, $2, $3)
                                        ON CONFLICT DO NOTHING
                                        """)
                                .execute(
                                        Tuple.of(
                                                account.digits(),
                                                key(provider, claims.id()),
                                                Columns.time(claims.usableUntil()))))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw SamlRefusals.invalid("it was used before");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> forgetExpired() {
        return database.preparedQuery("DELETE FROM used_assertion WHERE usable_until < $1")
                .execute(Tuple.of(Columns.time(clock.instant().minus(AssertionCheck.SKEW))))
                .replaceWithVoid();
    }

    /** Of a fixed length, whatever a provider calls its assertions. */
    private static String key(ProviderId provider, String id) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest((provider + "/" + id).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
