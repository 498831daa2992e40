package io.gatehouse.identity.pem;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads PEM: certificates, and private keys as PKCS#1, SEC 1 or PKCS#8. Safe for all threads. */
public final class PemText {

    private static final JcaX509CertificateConverter CERTIFICATES =
            new JcaX509CertificateConverter();
    private static final JcaPEMKeyConverter KEYS = new JcaPEMKeyConverter();

    private PemText() {}

    /** Exactly one certificate; anything else fails with MalformedCertificate. */
    public static X509Certificate certificate(String text) {
        List<X509Certificate> all = certificates(text);
        if (all.size() != 1) {
            throw malformed("it holds %d certificates".formatted(all.size()));
        }
        return all.getFirst();
    }

    /** One certificate or more; anything else fails with MalformedCertificate. */
    public static List<X509Certificate> certificates(String text) {
        List<X509Certificate> found = new ArrayList<>();
        for (Object part : parts(text)) {
            if (!(part instanceof X509CertificateHolder holder)) {
                throw malformed("it holds something that is no certificate");
            }
            try {
                found.add(CERTIFICATES.getCertificate(holder));
            } catch (CertificateException e) {
                throw malformed("it cannot be decoded");
            }
        }
        if (found.isEmpty()) {
            throw malformed("there is no PEM certificate in it");
        }
        return List.copyOf(found);
    }

    private static List<Object> parts(String text) {
        List<Object> parts = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                parts.add(part);
            }
            return parts;
        } catch (IOException | IllegalArgumentException e) {
            throw malformed("it cannot be decoded");
        }
    }

    /** An unencrypted private key; anything else fails with MalformedCertificate. */
    public static PrivateKey privateKey(String text) {
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            // EC keys may come with a block of their parameters before them.
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                if (part instanceof PEMKeyPair pair) {
                    return KEYS.getPrivateKey(pair.getPrivateKeyInfo());
                }
                if (part instanceof PrivateKeyInfo info) {
                    return KEYS.getPrivateKey(info);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw badKey();
        }
        throw badKey();
    }

    /** Whether what the private key signs is what the certificate's public key verifies. */
    public static boolean match(X509Certificate certificate, PrivateKey key) {
        byte[] text = "a key pair".getBytes(StandardCharsets.UTF_8);
        try {
            Signature signature = Signature.getInstance(algorithm(key));
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // Keys of two kinds, or of one that signs nothing.
            return false;
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC", "ECDSA" -> "SHA256withECDSA";
            case "DSA" -> "SHA256withDSA";
            default -> key.getAlgorithm();
        };
    }

    private static RefusedException malformed(String why) {
        return RefusedException.of(
                ErrorCode.MALFORMED_CERTIFICATE,
                "Unable to parse certificate: %s. Please ensure the certificate is in PEM format."
                        .formatted(why));
    }

    private static RefusedException badKey() {
        return RefusedException.of(
                ErrorCode.MALFORMED_CERTIFICATE,
                "Unable to parse the private key. Please ensure it is unencrypted and in PEM format.");
    }
}
