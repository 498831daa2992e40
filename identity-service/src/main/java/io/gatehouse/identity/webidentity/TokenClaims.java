package io.gatehouse.identity.webidentity;

import com.nimbusds.jwt.JWTClaimsSet;

import io.gatehouse.identity.claims.Attributes;
import io.gatehouse.identity.claims.PrincipalTags;

import java.text.ParseException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The claims of a token that was checked.
 *
 * @param authorizedParty {@code azp}; empty where there is none
 * @param all every claim as text, nested ones by path: {@code realm_access.roles}
 */
public record TokenClaims(
        String issuer,
        String subject,
        List<String> audience,
        Optional<String> authorizedParty,
        Optional<String> nonce,
        Instant expires,
        Attributes all,
        PrincipalTags tags,
        Optional<String> sourceIdentity) {

    private static final String SOURCE_IDENTITY = "https://aws.amazon.com/source_identity";

    public TokenClaims {
        audience = List.copyOf(audience);
    }

    static TokenClaims of(JWTClaimsSet claims) {
        Map<String, Object> raw = claims.toJSONObject();
        Attributes all = Attributes.ofJson(raw);
        String subject = claims.getSubject();
        if (subject == null || subject.isEmpty() || subject.length() > 255) {
            throw TokenCheck.invalid("The token names no subject of 1 to 255 characters");
        }
        return new TokenClaims(
                claims.getIssuer(),
                subject,
                claims.getAudience(),
                all.first("azp"),
                all.first("nonce"),
                claims.getExpirationTime().toInstant(),
                all,
                PrincipalTags.ofClaims(raw),
                Optional.ofNullable(raw.get(SOURCE_IDENTITY))
                        .filter(String.class::isInstance)
                        .map(String.class::cast));
    }

    /**
     * As if a token had said so; for trying, never for a session. Throws RefusedException where no
     * token could say it.
     */
    public static TokenClaims claimed(String issuer, Map<String, Object> claims) {
        Map<String, Object> all = new LinkedHashMap<>(claims);
        all.put("iss", issuer);
        all.put("exp", Long.MAX_VALUE / 1000);
        try {
            return of(JWTClaimsSet.parse(all));
        } catch (ParseException e) {
            throw TokenCheck.invalid("No token has such claims");
        }
    }

    /**
     * The client that the token is for: {@code azp} where there is one, else the first audience
     * that is registered, else the first of all (SEMANTICS 5). Empty where there is none.
     */
    public String client(List<String> registered) {
        return authorizedParty.orElseGet(() ->
                audience.stream()
                        .filter(registered::contains)
                        .findFirst()
                        .orElse(audience.isEmpty() ? "" : audience.getFirst()));
    }

    /**
     * The condition keys that say what the session rests on: of the trust policy and of the session
     * (SEMANTICS 5).
     *
     * @param name of the provider, without scheme
     */
    public Map<String, List<String>> keys(String name, List<String> registered) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put(name + ":sub", List.of(subject));
        keys.put(name + ":aud", List.of(client(registered)));
        authorizedParty.ifPresent(party -> {
            keys.put(name + ":azp", List.of(party));
            if (!audience.isEmpty()) {
                keys.put(name + ":oaud", audience);
            }
        });
        List<String> methods = all.of("amr");
        if (!methods.isEmpty()) {
            keys.put(name + ":amr", methods);
        }
        return keys;
    }

    /** Every other claim of the first level too: for the trust policy alone. */
    public Map<String, List<String>> trustKeys(String name, List<String> registered) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        all.values()
                .forEach((claim, values) -> {
                    if (claim.indexOf('.') < 0
                            && claim.indexOf(':') < 0
                            && claim.indexOf('/') < 0) {
                        keys.put(name + ":" + claim, values);
                    }
                });
        keys.putAll(keys(name, registered));
        return keys;
    }
}
