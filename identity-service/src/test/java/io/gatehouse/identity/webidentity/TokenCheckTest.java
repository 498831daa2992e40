package io.gatehouse.identity.webidentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

class TokenCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final String ISSUER = "https://idp.example.com/realms/shop";
    private static final String NAME = "idp.example.com/realms/shop";
    private static final List<String> CLIENTS = List.of("web", "app");

    private static RSAKey rsa;
    private static ECKey ec;
    private static JWKSet keys;

    @BeforeAll
    static void provider() throws Exception {
        rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        keys = new JWKSet(List.of(rsa.toPublicJWK(), ec.toPublicJWK()));
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("alice")
                .audience("web")
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(300)));
    }

    private static String signed(JWSAlgorithm algorithm, String kid, JWSSigner by, JWTClaimsSet of)
            throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), of);
        token.sign(by);
        return token.serialize();
    }

    private static String signed(JWTClaimsSet claims) throws Exception {
        return signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(rsa), claims);
    }

    private static TokenClaims verify(String token) {
        return TokenCheck.verify(TokenCheck.read(token), CLIENTS, keys, NOW);
    }

    private static void refused(String token, ErrorCode code, String why) {
        assertThatThrownBy(() -> verify(token))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> {
                            assertThat(e.refusal().code()).isEqualTo(code);
                            assertThat(e.refusal().message()).contains(why);
                        });
    }

    private static void invalid(String token, String why) {
        refused(token, ErrorCode.INVALID_IDENTITY_TOKEN, why);
    }

    @Test
    void a_token_signed_with_rsa_or_an_elliptic_curve_is_taken() throws Exception {
        assertThat(verify(signed(claims().build())).subject()).isEqualTo("alice");
        assertThat(
                        verify(
                                        signed(
                                                JWSAlgorithm.ES256,
                                                "ec",
                                                new ECDSASigner(ec),
                                                claims().build()))
                                .subject())
                .isEqualTo("alice");
    }

    @Test
    void a_token_without_signature_is_refused() {
        invalid(new PlainJWT(claims().build()).serialize(), "not a valid JWT");
    }

    @Test
    void a_mac_made_with_the_public_key_is_refused() throws Exception {
        byte[] publicKey = rsa.toPublicJWK().toRSAPublicKey().getEncoded();
        invalid(
                signed(JWSAlgorithm.HS256, "rsa", new MACSigner(publicKey), claims().build()),
                "HS256");
    }

    @Test
    void a_token_of_another_key_with_the_same_id_is_refused() throws Exception {
        RSAKey other = new RSAKeyGenerator(2048).keyID("rsa").generate();
        invalid(
                signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(other), claims().build()),
                "signature of the token is wrong");
    }

    @Test
    void an_unknown_key_id_is_refused() throws Exception {
        invalid(
                signed(JWSAlgorithm.RS256, "gone", new RSASSASigner(rsa), claims().build()),
                "verification key");
    }

    @Test
    void a_changed_token_is_refused() throws Exception {
        String[] parts = signed(claims().build()).split("\\.");
        String other = signed(claims().subject("admin").build()).split("\\.")[1];
        invalid(parts[0] + "." + other + "." + parts[2], "signature of the token is wrong");
    }

    @Test
    void a_key_of_less_than_2048_bits_signs_nothing() throws Exception {
        RSAKey weak = new RSAKeyGenerator(1024, true).keyID("weak").generate();
        String token =
                signed(
                        JWSAlgorithm.RS256,
                        "weak",
                        new RSASSASigner(
                                weak.toRSAPrivateKey(),
                                java.util.Set.of(AllowWeakRSAKey.getInstance())),
                        claims().build());
        JWKSet set = new JWKSet(weak.toPublicJWK());
        assertThatThrownBy(() -> TokenCheck.verify(TokenCheck.read(token), CLIENTS, set, NOW))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void time_counts() throws Exception {
        refused(
                signed(claims().expirationTime(Date.from(NOW)).build()),
                ErrorCode.EXPIRED_TOKEN_EXCEPTION,
                "expired");
        invalid(signed(claims().expirationTime(null).build()), "no expiry");
        invalid(
                signed(claims().notBeforeTime(Date.from(NOW.plusSeconds(61))).build()),
                "not yet valid");
        invalid(signed(claims().issueTime(Date.from(NOW.plusSeconds(61))).build()), "issue time");
        invalid(signed(claims().issueTime(null).build()), "issue time");
        assertThat(
                        verify(
                                        signed(
                                                claims().notBeforeTime(
                                                                Date.from(NOW.plusSeconds(59)))
                                                        .build()))
                                .subject())
                .isEqualTo("alice");
    }

    @Test
    void a_token_for_another_client_is_refused() throws Exception {
        invalid(signed(claims().audience("other").build()), "Incorrect token audience");
        invalid(signed(claims().audience((String) null).build()), "Incorrect token audience");
        invalid(signed(claims().claim("azp", "other").build()), "Incorrect token audience");
    }

    @Test
    void the_authorized_party_is_the_audience_and_the_audience_is_told_aside() throws Exception {
        TokenClaims claims = verify(signed(claims().audience("api").claim("azp", "app").build()));
        assertThat(claims.keys(NAME, CLIENTS))
                .isEqualTo(
                        Map.of(
                                NAME + ":sub", List.of("alice"),
                                NAME + ":aud", List.of("app"),
                                NAME + ":azp", List.of("app"),
                                NAME + ":oaud", List.of("api")));
    }

    @Test
    void a_token_without_issuer_or_subject_is_refused() throws Exception {
        invalid(signed(claims().issuer(null).build()), "no issuer");
        invalid(signed(claims().subject(null).build()), "no subject");
    }

    @Test
    void claims_become_keys_and_tags() throws Exception {
        TokenClaims claims =
                verify(
                        signed(
                                claims().claim("amr", List.of("pwd", "otp"))
                                        .claim("email", "alice@example.com")
                                        .claim("realm_access", Map.of("roles", List.of("dev")))
                                        .claim(
                                                "https://aws.amazon.com/tags",
                                                Map.of(
                                                        "principal_tags",
                                                        Map.of("team", List.of("red")),
                                                        "transitive_tag_keys",
                                                        List.of("team")))
                                        .claim("https://aws.amazon.com/source_identity", "al")
                                        .build()));
        assertThat(claims.keys(NAME, CLIENTS))
                .containsEntry(NAME + ":amr", List.of("pwd", "otp"))
                .doesNotContainKey(NAME + ":email");
        assertThat(claims.trustKeys(NAME, CLIENTS))
                .containsEntry(NAME + ":email", List.of("alice@example.com"))
                .containsEntry(NAME + ":aud", List.of("web"));
        assertThat(claims.all().of("realm_access.roles")).containsExactly("dev");
        assertThat(claims.tags().all()).isEqualTo(Map.of("team", "red"));
        assertThat(claims.tags().transitive()).containsExactly("team");
        assertThat(claims.sourceIdentity()).contains("al");
    }

    @Test
    void what_is_no_token_is_refused() {
        invalid("xxxx", "not a valid JWT");
        invalid("a.b.c", "not a valid JWT");
    }
}
