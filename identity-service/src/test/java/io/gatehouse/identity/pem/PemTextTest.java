package io.gatehouse.identity.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.PemSamples;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;

class PemTextTest {

    private static final KeyPair RSA = PemSamples.rsa();
    private static final KeyPair EC = PemSamples.ec();

    static Stream<Arguments> keys() throws IOException {
        return Stream.of(
                Arguments.of(RSA, PemSamples.pem(RSA.getPrivate())),
                Arguments.of(RSA, pkcs8(RSA)),
                Arguments.of(EC, PemSamples.sec1(EC)),
                Arguments.of(EC, pkcs8(EC)));
    }

    private static String pkcs8(KeyPair pair) throws IOException {
        return PemSamples.pem(new JcaPKCS8Generator(pair.getPrivate(), null).generate());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_private_key_matches_its_own_certificate_and_no_other(KeyPair pair, String key) {
        KeyPair stranger = PemSamples.ec();
        assertThat(PemText.match(certificate(pair), PemText.privateKey(key))).isTrue();
        assertThat(PemText.match(certificate(stranger), PemText.privateKey(key))).isFalse();
    }

    private static X509Certificate certificate(KeyPair pair) {
        return PemText.certificate(PemSamples.certificate(pair));
    }

    @Test
    void what_is_no_certificate_is_malformed() {
        for (String text :
                new String[] {
                    "",
                    "hello",
                    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                    PemSamples.pem(RSA.getPublic()),
                    PemSamples.certificate(RSA) + PemSamples.certificate(EC)
                }) {
            assertThatThrownBy(() -> PemText.certificate(text))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e ->
                                    assertThat(e.refusal().code())
                                            .isEqualTo(ErrorCode.MALFORMED_CERTIFICATE));
        }
    }

    @Test
    void the_refusal_of_a_broken_private_key_says_nothing_of_it() {
        String secret = "MIIEpAIBAAKCAQEA";
        assertThatThrownBy(() ->
                        PemText.privateKey(
                                "-----BEGIN RSA PRIVATE KEY-----\n"
                                        + secret
                                        + "\n-----END RSA PRIVATE KEY-----\n"))
                .isInstanceOf(RefusedException.class)
                .hasMessageNotContaining(secret);
    }
}
