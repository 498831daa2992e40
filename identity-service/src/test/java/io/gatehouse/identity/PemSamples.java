package io.gatehouse.identity;

import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Keys and certificates made on the spot: nothing secret lies in the repository. */
public final class PemSamples {

    private static final SecureRandom CHANCE = new SecureRandom();
    private static final Duration DAY = Duration.ofDays(1);

    private static final KeyPair RSA = pair("RSA", 2048);

    private PemSamples() {}

    /** Always the same one: RSA keys take their time. */
    public static KeyPair rsa() {
        return RSA;
    }

    public static KeyPair ec() {
        return pair("EC", 256);
    }

    public static KeyPair pair(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size, CHANCE);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Self-signed, valid from a day ago until {@code end}. */
    public static String certificate(KeyPair pair, Instant end) {
        String algorithm =
                pair.getPrivate().getAlgorithm().equals("RSA")
                        ? "SHA256withRSA"
                        : "SHA256withECDSA";
        X500Name name = new X500Name("CN=shop.example");
        try {
            return pem(
                    new JcaX509v3CertificateBuilder(
                                    name,
                                    new BigInteger(64, CHANCE),
                                    Date.from(end.minus(DAY.multipliedBy(400))),
                                    Date.from(end),
                                    name,
                                    pair.getPublic())
                            .build(
                                    new JcaContentSignerBuilder(algorithm)
                                            .build(pair.getPrivate())));
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String certificate(KeyPair pair) {
        return certificate(pair, Instant.now().plus(DAY.multipliedBy(30)));
    }

    /** As openssl writes a key on P-256: SEC 1, with its curve. */
    public static String sec1(KeyPair pair) {
        ECPrivateKey key = (ECPrivateKey) pair.getPrivate();
        try {
            return pem(
                    new PemObject(
                            "EC PRIVATE KEY",
                            new org.bouncycastle.asn1.sec.ECPrivateKey(
                                            256, key.getS(), SECObjectIdentifiers.secp256r1)
                                    .getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the traditional form of its kind, or a public key as SubjectPublicKeyInfo. */
    public static String pem(Object what) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
