package io.gatehouse.kit.call;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.smallrye.mutiny.Uni;

import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Tokens as identity-service makes them, with a key of the test's own. */
public final class InternalTokens {

    public static final Caller ALICE =
            new Caller.User(
                    new AccountId("111111111111"),
                    Arn.parse("arn:aws:iam::111111111111:user/alice"),
                    "AIDAAAAAAAAAAAAAAAAAA",
                    "alice",
                    "AKIAAAAAAAAAAAAAAAAA");

    private final ECKey key;

    public InternalTokens(String kid) {
        try {
            key = new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public ECKey key() {
        return key;
    }

    public VerifyingKeys keys() {
        return kid -> Uni.createFrom().item(new JWKSet(key.toPublicJWK()));
    }

    public String token(Caller caller, TokenBinding binding, Clock clock) {
        return new InternalTokenIssuer(() -> key, clock)
                .issue(caller, binding, "192.0.2.7", "aws-cli/2", true);
    }

    public static TokenBinding binding(String action, String body) {
        return TokenBinding.of(
                "identity", action, body.getBytes(StandardCharsets.UTF_8), "request-1");
    }
}
