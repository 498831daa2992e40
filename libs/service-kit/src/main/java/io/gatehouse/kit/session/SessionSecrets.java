package io.gatehouse.kit.session;

import io.gatehouse.kit.call.SessionToken;
import io.gatehouse.kit.keys.KeyRing;
import io.gatehouse.kit.keys.NamedKey;
import io.gatehouse.model.UniqueId;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret access key of a session, without a table: HMAC of key id and hash of the token under a
 * key that is derived from the master key (DESIGN 4, "Controls"). Safe for all threads.
 */
public final class SessionSecrets {

    private static final String LABEL = "gatehouse session secrets 1";

    /** 240 bits: 40 characters, as long-term secrets have. */
    private static final int BYTES = 30;

    private final Supplier<KeyRing> master;

    /** The ring is asked for at every use, so that rotation needs no restart. */
    public SessionSecrets(Supplier<KeyRing> master) {
        this.master = () -> master.get().derived(LABEL);
    }

    /** The master key that secrets of new sessions derive from; the token has to name it. */
    public String newestKeyId() {
        return master.get().newest().kid();
    }

    /** The secret; empty where the master key that the token names is gone. */
    public Optional<String> secretOf(String masterKeyId, UniqueId accessKey, SessionToken token) {
        return master.get().byId(masterKeyId).map(key -> derive(key, accessKey, token));
    }

    private static String derive(NamedKey key, UniqueId accessKey, SessionToken token) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(token.text().getBytes(StandardCharsets.UTF_8));
            byte[] id = accessKey.text().getBytes(StandardCharsets.US_ASCII);
            byte[] about = Arrays.copyOf(id, id.length + hash.length);
            System.arraycopy(hash, 0, about, id.length, hash.length);
            return Base64.getEncoder()
                    .encodeToString(Arrays.copyOf(hmac(key.secret(), about), BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256 and SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, byte[] about) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(about);
    }
}
