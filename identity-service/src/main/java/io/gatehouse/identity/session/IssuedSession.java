package io.gatehouse.identity.session;

import io.gatehouse.identity.accesskey.SecretKey;
import io.gatehouse.kit.call.SessionToken;
import io.gatehouse.kit.session.SessionTokenIssuer;
import io.gatehouse.model.UniqueId;

import software.amazon.awssdk.services.sts.model.Credentials;

import java.time.Instant;

/**
 * Temporary credentials. Neither secret nor token show in {@link #toString()}.
 *
 * @param packedPercent of the room for tags and session policies that is taken; 0 without any
 */
public record IssuedSession(
        UniqueId accessKeyId,
        SecretKey secret,
        SessionToken token,
        Instant expires,
        int packedPercent) {

    /** As AWS answers them. */
    public Credentials credentials() {
        return Credentials.builder()
                .accessKeyId(accessKeyId.text())
                .secretAccessKey(secret.reveal())
                .sessionToken(token.text())
                .expiration(expires)
                .build();
    }

    /** Of the token, in characters. */
    int size() {
        return token.text().length();
    }

    /** Percent of the longest token there is. */
    int utilization() {
        return Math.ceilDiv(100 * size(), SessionTokenIssuer.MOST);
    }
}
