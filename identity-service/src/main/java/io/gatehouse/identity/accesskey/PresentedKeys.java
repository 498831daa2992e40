package io.gatehouse.identity.accesskey;

import io.gatehouse.identity.user.UserRow;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.view.Columns;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Clock;
import java.util.Optional;

/**
 * Looks up whose an access key is that came with a request. One read and one opening of a secret,
 * whether the key exists or not (SEMANTICS 11).
 */
@ApplicationScoped
public class PresentedKeys {

    private static final String NOBODY = "nobody";

    private final Pool database;
    private final Credentials credentials;
    private final KeyUses uses;
    private final Clock clock;
    private final byte[] nobodysSecret;

    PresentedKeys(Pool database, Credentials credentials, KeyUses uses, Clock clock) {
        this.database = database;
        this.credentials = credentials;
        this.uses = uses;
        this.clock = clock;
        this.nobodysSecret = credentials.seal(NOBODY, SecretKey.random());
    }

    /**
     * A key that exists.
     *
     * @param secret empty for a key whose signature never counts: an inactive one, or one that had
     *     to be rotated by a deadline that has passed
     */
    public record PresentedKey(Caller caller, Optional<SecretKey> secret) {}

    /** Empty where there is no such key. */
    public Uni<Optional<PresentedKey>> find(String accessKeyId) {
        return database.preparedQuery(
                        """
                        SELECT k.access_key_id, k.account, k.active, k.user_id, u.name, u.path,
                               c.secret,
                               EXISTS (SELECT 1 FROM rotation_user r
                                       WHERE r.user_id = k.user_id AND r.access_keys
                                         AND r.account = k.account
                                         AND k.created < r.cutoff AND r.deadline <= $2) AS overdue
                        FROM access_key k
                        JOIN credential c USING (access_key_id)
                        LEFT JOIN iam_user u ON u.user_id = k.user_id
                        WHERE k.access_key_id = $1
                        """)
                .execute(Tuple.of(accessKeyId, Columns.time(clock.instant())))
                .map(rows ->
                        Columns.first(rows, this::presented)
                                .or(() -> {
                                    credentials.open(NOBODY, nobodysSecret);
                                    return Optional.empty();
                                }));
    }

    /** A request of this caller was verified. */
    public void used(Caller caller, String service, String region) {
        uses.used(caller.accessKeyId(), service, region);
    }

    private PresentedKey presented(Row row) {
        String keyId = row.getString("access_key_id");
        SecretKey secret = credentials.open(keyId, row.getBuffer("secret").getBytes());
        return new PresentedKey(
                caller(row, keyId),
                row.getBoolean("active") && !row.getBoolean("overdue")
                        ? Optional.of(secret)
                        : Optional.empty());
    }

    private static Caller caller(Row row, String keyId) {
        AccountId account = new AccountId(row.getString("account"));
        String userId = row.getString("user_id");
        if (userId == null) {
            return new Caller.Root(account, keyId);
        }
        EntityName name = new EntityName(row.getString("name"));
        return new Caller.User(
                account,
                UserRow.arn(account, new EntityPath(row.getString("path")), name),
                userId,
                name.text(),
                keyId);
    }
}
