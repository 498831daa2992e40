package io.gatehouse.identity.sshkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.PemSamples;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.security.KeyPair;
import java.util.List;

class SshPublicKeyTest {

    private static final String PEM = PemSamples.pem(PemSamples.rsa().getPublic());

    @Test
    void a_key_is_the_same_in_both_encodings() {
        SshPublicKey ofPem = SshPublicKey.parse(PEM);
        SshPublicKey ofLine = SshPublicKey.parse(ofPem.ssh() + " alice@laptop");
        assertThat(ofLine.pem().strip()).isEqualTo(PEM.replace("\r\n", "\n").strip());
        assertThat(ofLine.ssh()).isEqualTo(ofPem.ssh()).startsWith("ssh-rsa AAAAB3NzaC1yc2E");
        assertThat(ofLine.fingerprint())
                .isEqualTo(ofPem.fingerprint())
                .matches("([0-9a-f]{2}:){15}[0-9a-f]{2}");
    }

    /** From {@code ssh-keygen -lf -E md5}. */
    @Test
    void the_fingerprint_is_that_of_ssh_keygen() {
        String key =
                "ssh-rsa "
                        + "AAAAB3NzaC1yc2EAAAADAQABAAABAQCsCqu4lm8f7FWwbpN/zvT3Eo0Tc8MLJTIJgV9toZ"
                        + "epU7lElIwa7Qdn85zkz79GRR8r02IPO8dM8lFes1f8Os3Jg9+kek0Pbg2HADM2CHRyptXW"
                        + "8q//yfk+neOntH7IymBGDDcwk0v+B9jHWFxwX86v4/WytY0b4b40xAB9HH1U7um91H0BmH"
                        + "9hJn1XzmorttOy4p9DgvYKoVQxEFgxK4tX6w0N4ql/qXBNrHSf4QklFxqKnOF10bBQ+Sbm"
                        + "yGLiqN5uEylYjcL96RrcOw21Cu8q70PYBKleWTNAJRSR5qSe+qTR7cFP6TriluuxlSuN1i"
                        + "nfZbS3ol7R+O+qkNqqLtih";
        assertThat(SshPublicKey.parse(key).fingerprint())
                .isEqualTo("2b:bd:33:8d:b4:ff:55:70:61:bf:e7:fb:02:79:36:4a");
    }

    @ParameterizedTest
    @CsvSource({
        "hello, UNRECOGNIZED_PUBLIC_KEY_ENCODING",
        "ssh-rsa AAAA, INVALID_PUBLIC_KEY",
        "ssh-rsa, INVALID_PUBLIC_KEY",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE8, INVALID_PUBLIC_KEY",
        "-----BEGIN PUBLIC KEY-----, INVALID_PUBLIC_KEY"
    })
    void what_is_no_such_key_is_refused(String text, ErrorCode code) {
        assertThatThrownBy(() -> SshPublicKey.parse(text))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().code()).isEqualTo(code));
    }

    @Test
    void keys_of_1024_bits_and_of_another_kind_are_refused() {
        for (KeyPair pair : List.of(PemSamples.pair("RSA", 1024), PemSamples.ec())) {
            assertThatThrownBy(() -> SshPublicKey.parse(PemSamples.pem(pair.getPublic())))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e ->
                                    assertThat(e.refusal().code())
                                            .isEqualTo(ErrorCode.INVALID_PUBLIC_KEY));
        }
    }
}
