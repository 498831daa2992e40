package io.gatehouse.kit.call;

import com.nimbusds.jose.jwk.JWKSet;

import io.smallrye.mutiny.Uni;

/**
 * The public keys that verify internal tokens. Identity-service answers from its own keys; the
 * others ask it and remember. Safe for all threads.
 */
public interface VerifyingKeys {

    /**
     * A set that has the key, if there is one: asks the owner again when the id is not known.
     *
     * @param kid from the token's header; not yet verified
     */
    Uni<JWKSet> containing(String kid);
}
