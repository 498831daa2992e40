package io.gatehouse.authz;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;

import io.gatehouse.kit.call.VerifyingKeys;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

/** Stands in for identity-service, which cannot run in this module: the keys it publishes. */
@ApplicationScoped
public class KeysByHand implements VerifyingKeys {

    static final ECKey KEY = generate("session-test");

    @Override
    public Uni<JWKSet> containing(String kid) {
        return Uni.createFrom().item(new JWKSet(KEY.toPublicJWK()));
    }

    static ECKey generate(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
