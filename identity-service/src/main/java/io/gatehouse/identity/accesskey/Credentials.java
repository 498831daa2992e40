package io.gatehouse.identity.accesskey;

import io.gatehouse.kit.keys.KeyProvider;
import io.gatehouse.kit.keys.KeyPurpose;
import io.gatehouse.kit.keys.Sealer;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.nio.charset.StandardCharsets;

/**
 * The secrets of access keys and of whatever else has one, by unique id: a table outside the log,
 * sealed under the master key and bound to the id (DESIGN 2, ADR 121).
 */
@ApplicationScoped
public class Credentials {

    private final Sealer sealer;

    Credentials(KeyProvider keys) {
        this.sealer = Sealer.of(keys, KeyPurpose.MASTER);
    }

    /** Keeps the secret, in the transaction of the key's creation. */
    public Uni<Void> keep(SqlClient sql, UniqueId key, SecretKey secret) {
        byte[] sealed = seal(key.text(), secret);
        return sql.preparedQuery("INSERT INTO credential (access_key_id, secret) VALUES ($1, $2)")
                .execute(Tuple.tuple().addString(key.text()).addBuffer(Buffer.buffer(sealed)))
                .replaceWithVoid();
    }

    /** Keeps another secret in place of the one that was. */
    public Uni<Void> replace(SqlClient sql, UniqueId key, SecretKey secret) {
        return forget(sql, key).chain(() -> keep(sql, key, secret));
    }

    byte[] seal(String keyId, SecretKey secret) {
        return sealer.seal(secret.reveal().getBytes(StandardCharsets.UTF_8), boundTo(keyId));
    }

    /** Opens what {@link #keep} sealed. */
    SecretKey open(String keyId, byte[] sealed) {
        return new SecretKey(
                new String(sealer.open(sealed, boundTo(keyId)), StandardCharsets.UTF_8));
    }

    public static Uni<Void> forget(SqlClient sql, UniqueId key) {
        return sql.preparedQuery("DELETE FROM credential WHERE access_key_id = $1")
                .execute(Tuple.of(key.text()))
                .replaceWithVoid();
    }

    private static byte[] boundTo(String keyId) {
        return ("credential/" + keyId).getBytes(StandardCharsets.UTF_8);
    }
}
