package io.gatehouse.e2e;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Certificates and keys for requests, made on the spot. */
final class Material {

    private static final SecureRandom CHANCE = new SecureRandom();
    private static final Base64.Encoder LINES =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    /** Made once: RSA keys take their time. */
    private static final String SSH_KEY =
            pem("PUBLIC KEY", pair("RSA", 2048).getPublic().getEncoded());

    private Material() {}

    /** A new certificate with its key, and an SSH key that is always the same. */
    static Map<String, String> all() {
        KeyPair pair = pair("EC", 256);
        String certificate = certificate(pair);
        return Map.of(
                "certificate",
                certificate,
                "saml-metadata",
                samlMetadata(certificate),
                "private-key",
                pem("PRIVATE KEY", pair.getPrivate().getEncoded()),
                "ssh-key",
                SSH_KEY);
    }

    private static KeyPair pair(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size, CHANCE);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String certificate(KeyPair pair) {
        X500Name name = new X500Name("CN=shop.example");
        Instant now = Instant.now();
        try {
            return pem(
                    "CERTIFICATE",
                    new JcaX509v3CertificateBuilder(
                                    name,
                                    new BigInteger(64, CHANCE),
                                    Date.from(now.minus(Duration.ofDays(1))),
                                    Date.from(now.plus(Duration.ofDays(30))),
                                    name,
                                    pair.getPublic())
                            .build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(pair.getPrivate()))
                            .getEncoded());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String samlMetadata(String certificate) {
        String bare =
                certificate.lines().filter(l -> !l.startsWith("-")).collect(Collectors.joining());
        return """
        <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com/%s">
        <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" WantAuthnRequestsSigned="false">
        <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>\
        <X509Certificate>%s</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
        <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso"/>
        </IDPSSODescriptor>%s</EntityDescriptor>
        """
                // AWS takes no document of less than 1000 characters.
                .formatted(bare.hashCode(), bare, " ".repeat(600));
    }

    /**
     * What a virtual MFA device shows (RFC 6238, six digits of SHA-1, 30 seconds).
     *
     * @param seed in Base32
     */
    static String code(String seed, Instant at) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(base32(seed), "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(8).putLong(at.getEpochSecond() / 30).array());
            int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0xf) & 0x7fff_ffff;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] base32(String text) {
        BigInteger bits = BigInteger.ZERO;
        String digits = text.replace("=", "");
        for (int i = 0; i < digits.length(); i++) {
            int value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(digits.charAt(i));
            bits = bits.shiftLeft(5).or(BigInteger.valueOf(value));
        }
        int length = digits.length() * 5 / 8;
        byte[] all = bits.shiftRight(digits.length() * 5 % 8).toByteArray();
        byte[] bytes = new byte[length];
        int copied = Math.min(length, all.length);
        System.arraycopy(all, all.length - copied, bytes, length - copied, copied);
        return bytes;
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(what, LINES.encodeToString(bytes), what);
    }
}
