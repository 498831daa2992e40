package io.gatehouse.kit.call;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import io.gatehouse.model.Arn;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes internal tokens: JWT, ES256, 60 seconds. Used by identity-service alone, which holds the
 * key (an EC key on P-256 with its key id). Safe for all threads.
 */
public final class InternalTokenIssuer {

    static final String ISSUER = "identity";
    static final JOSEObjectType TYPE = new JOSEObjectType("gatehouse-internal+jwt");
    static final Duration LIFETIME = Duration.ofSeconds(60);

    private final Supplier<ECKey> key;
    private final Clock clock;

    /** The key is asked for at every token, so that rotation needs no restart. */
    public InternalTokenIssuer(Supplier<ECKey> key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /** A token that says who calls, from where, and what it is bound to. */
    public String issue(
            Caller caller,
            TokenBinding binding,
            String sourceIp,
            String userAgent,
            boolean secureTransport) {
        return issue(caller, binding, sourceIp, userAgent, secureTransport, Optional.empty());
    }

    /**
     * As the other, for a client that names its invocation.
     *
     * @param invocation goes into {@link Call#invocation()}
     */
    public String issue(
            Caller caller,
            TokenBinding binding,
            String sourceIp,
            String userAgent,
            boolean secureTransport,
            Optional<String> invocation) {
        Instant now = clock.instant();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience(binding.audience())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFETIME)))
                        .claim("act", binding.action())
                        .claim("bsh", binding.bodySha256())
                        .claim("rid", binding.requestId())
                        .claim("ip", sourceIp)
                        .claim("ua", userAgent)
                        .claim("tls", secureTransport)
                        .claim("knd", CallerMessages.toMessage(caller).getKind().name())
                        .claim("acc", caller.account().digits())
                        .claim("arn", caller.arn().toString())
                        .claim("pid", caller.principalId())
                        .claim("key", caller.accessKeyId())
                        .claim("chn", caller.chain().stream().map(Arn::toString).toList());
        invocation.ifPresent(id -> claims.claim("inv", id));
        caller.session().ifPresent(token -> claims.claim("ses", token.text()));
        if (caller instanceof Caller.User user) {
            claims.claim("usr", user.userName());
        }
        ECKey signer = key.get();
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(TYPE)
                        .keyID(signer.getKeyID())
                        .build();
        SignedJWT token = new SignedJWT(header, claims.build());
        try {
            token.sign(new ECDSASigner(signer));
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key cannot sign", e);
        }
        return token.serialize();
    }
}
