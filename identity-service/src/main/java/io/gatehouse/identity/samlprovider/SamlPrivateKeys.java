package io.gatehouse.identity.samlprovider;

import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.identity.view.Columns;
import io.gatehouse.kit.keys.KeyProvider;
import io.gatehouse.kit.keys.KeyPurpose;
import io.gatehouse.kit.keys.Sealer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * Private keys that open encrypted assertions: outside the log, sealed under the master key.
 *
 * <p>INVARIANT: the bytes never leave this service.
 */
@ApplicationScoped
public class SamlPrivateKeys {

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final Sealer sealer;

    SamlPrivateKeys(KeyProvider keys) {
        this.sealer = Sealer.of(keys, KeyPurpose.MASTER);
    }

    /**
     * Reads an RSA key of at least 2,048 bits in PEM of PKCS #8; throws IllegalArgumentException
     * for anything else. The message says nothing of the key.
     */
    static PrivateKey parse(String pem) {
        String text = pem.strip();
        if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
            throw unreadable(null);
        }
        String base64 = text.substring(BEGIN.length(), text.length() - END.length());
        try {
            PrivateKey key = rsa(Base64.getMimeDecoder().decode(base64));
            if (key instanceof RSAPrivateKey rsa && rsa.getModulus().bitLength() < 2048) {
                throw new IllegalArgumentException("the private key has less than 2048 bits");
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw unreadable(e);
        }
    }

    private static IllegalArgumentException unreadable(@Nullable Throwable cause) {
        return new IllegalArgumentException(
                "the private key is not an RSA key in PEM of PKCS #8 (`openssl pkcs8 -topk8"
                        + " -nocrypt`)",
                cause);
    }

    private static PrivateKey rsa(byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    Uni<Void> keep(SqlClient sql, ProviderId provider, ProviderId id, PrivateKey key) {
        byte[] sealed = sealer.seal(key.getEncoded(), boundTo(id.text()));
        return sql.preparedQuery(
                        """
                        INSERT INTO saml_private_key (key_id, provider_id, private_key)
                        VALUES ($1, $2, $3)
                        """)
                .execute(
                        Tuple.tuple()
                                .addString(id.text())
                                .addString(provider.text())
                                .addBuffer(Buffer.buffer(sealed)))
                .replaceWithVoid();
    }

    public Uni<List<PrivateKey>> of(SqlClient sql, ProviderId provider) {
        return sql.preparedQuery(
                        """
                        SELECT key_id, private_key FROM saml_private_key WHERE provider_id = $1
                        """)
                .execute(Tuple.of(provider.text()))
                .map(rows -> Columns.all(rows, this::open));
    }

    private PrivateKey open(Row row) {
        byte[] sealed = row.getBuffer("private_key").getBytes();
        try {
            return rsa(sealer.open(sealed, boundTo(row.getString("key_id"))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a stored private key is no key", e);
        }
    }

    static Uni<Void> forget(SqlClient sql, ProviderId id) {
        return sql.preparedQuery("DELETE FROM saml_private_key WHERE key_id = $1")
                .execute(Tuple.of(id.text()))
                .replaceWithVoid();
    }

    static Uni<Void> forgetAll(SqlClient sql, ProviderId provider) {
        return sql.preparedQuery("DELETE FROM saml_private_key WHERE provider_id = $1")
                .execute(Tuple.of(provider.text()))
                .replaceWithVoid();
    }

    private static byte[] boundTo(String keyId) {
        return ("saml/" + keyId).getBytes(StandardCharsets.UTF_8);
    }
}
