package io.gatehouse.identity.servercertificate;

import io.gatehouse.identity.pem.PemText;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * A server certificate as it was uploaded.
 *
 * @param body PEM
 * @param chain PEM of those that vouch for it; empty for none
 * @param expires when the certificate ends
 */
public record ServerCertificateText(String body, String chain, Instant expires) {

    /**
     * Fails with MalformedCertificate for what cannot be read, with KeyPairMismatch where the key
     * is another certificate's.
     */
    static ServerCertificateText of(String body, String chain, String privateKey) {
        X509Certificate certificate = PemText.certificate(body);
        if (!chain.isBlank()) {
            PemText.certificates(chain);
        }
        if (!PemText.match(certificate, PemText.privateKey(privateKey))) {
            throw RefusedException.of(
                    ErrorCode.KEY_PAIR_MISMATCH,
                    "The public key certificate and the private key do not match.");
        }
        return new ServerCertificateText(body, chain, certificate.getNotAfter().toInstant());
    }
}
