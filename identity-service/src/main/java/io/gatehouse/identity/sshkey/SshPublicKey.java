package io.gatehouse.identity.sshkey;

import io.gatehouse.identity.pem.Fingerprints;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Base64;

/**
 * An RSA public key of 2048 bits or more, between its two encodings: a line {@code ssh-rsa AAAA…},
 * and PEM.
 */
final class SshPublicKey {

    private static final int MIN_BITS = 2048;
    private static final String SSH = "ssh-rsa";

    private final RSAKeyParameters key;

    private SshPublicKey(RSAKeyParameters key) {
        this.key = key;
    }

    /**
     * Fails with UnrecognizedPublicKeyEncoding for text that is neither, with InvalidPublicKey for
     * what is not such a key.
     */
    static SshPublicKey parse(String text) {
        String trimmed = text.strip();
        AsymmetricKeyParameter found;
        if (trimmed.startsWith("-----BEGIN ")) {
            found = ofPem(trimmed);
        } else if (trimmed.startsWith("ssh-")) {
            found = ofLine(trimmed);
        } else {
            throw RefusedException.of(
                    ErrorCode.UNRECOGNIZED_PUBLIC_KEY_ENCODING,
                    "The public key encoding format is unsupported or unrecognized: it is neither ssh-rsa nor PEM.");
        }
        if (!(found instanceof RSAKeyParameters rsa)
                || rsa.isPrivate()
                || rsa.getModulus().bitLength() < MIN_BITS) {
            throw invalid("it is not an RSA key of %d bits or more".formatted(MIN_BITS));
        }
        return new SshPublicKey(rsa);
    }

    private static AsymmetricKeyParameter ofPem(String text) {
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            if (parser.readObject() instanceof SubjectPublicKeyInfo info) {
                return PublicKeyFactory.createKey(info);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw invalid("it cannot be decoded");
        }
        throw invalid("the PEM block holds no public key");
    }

    private static AsymmetricKeyParameter ofLine(String text) {
        String[] words = text.split("\\s+", 3);
        if (!words[0].equals(SSH) || words.length < 2) {
            throw invalid("only ssh-rsa keys are taken");
        }
        try {
            return OpenSSHPublicKeyUtil.parsePublicKey(Base64.getDecoder().decode(words[1]));
        } catch (RuntimeException e) {
            // The library throws many kinds for bytes that are no key.
            throw invalid("it cannot be decoded");
        }
    }

    /** One line, without a comment. */
    String ssh() {
        return SSH + " " + Base64.getEncoder().encodeToString(blob());
    }

    String pem() {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key));
        } catch (IOException e) {
            throw new IllegalStateException("a key that was read can be written", e);
        }
        return text.toString();
    }

    String fingerprint() {
        return Fingerprints.md5(blob());
    }

    private byte[] blob() {
        try {
            return OpenSSHPublicKeyUtil.encodePublicKey(key);
        } catch (IOException e) {
            throw new IllegalStateException("a key that was read can be written", e);
        }
    }

    private static RefusedException invalid(String why) {
        return RefusedException.of(
                ErrorCode.INVALID_PUBLIC_KEY,
                "The public key is malformed or otherwise invalid: %s.".formatted(why));
    }
}
