package io.gatehouse.identity.samlassertion;

import io.gatehouse.identity.claims.Attributes;
import io.gatehouse.model.Arn;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The condition keys {@code saml:…} (SEMANTICS 5). */
public final class SamlKeys {

    /** Attributes that have a key of their own, by the names that providers give them. */
    private static final Map<String, String> KEYS =
            Map.ofEntries(
                    Map.entry("urn:oid:2.5.4.3", "saml:cn"),
                    Map.entry("cn", "saml:cn"),
                    Map.entry("urn:oid:2.5.4.42", "saml:givenName"),
                    Map.entry("givenName", "saml:givenName"),
                    Map.entry("urn:oid:2.5.4.4", "saml:surname"),
                    Map.entry("surname", "saml:surname"),
                    Map.entry("urn:oid:0.9.2342.19200300.100.1.3", "saml:mail"),
                    Map.entry("mail", "saml:mail"),
                    Map.entry("urn:oid:0.9.2342.19200300.100.1.1", "saml:uid"),
                    Map.entry("uid", "saml:uid"),
                    Map.entry("urn:oid:1.3.6.1.4.1.5923.1.1.1.1", "saml:edupersonaffiliation"),
                    Map.entry("urn:oid:1.3.6.1.4.1.5923.1.1.1.2", "saml:edupersonnickname"),
                    Map.entry("urn:oid:1.3.6.1.4.1.5923.1.1.1.3", "saml:edupersonorgdn"),
                    Map.entry("urn:oid:1.3.6.1.4.1.5923.1.1.1.4", "saml:edupersonorgunitdn"),
                    Map.entry(
                            "urn:oid:1.3.6.1.4.1.5923.1.1.1.5", "saml:edupersonprimaryaffiliation"),
                    Map.entry("urn:oid:1.3.6.1.4.1.5923.1.1.1.6", "saml:edupersonprincipalname"),
                    Map.entry("urn:oid:1.3.6.1.4.1.5923.1.1.1.7", "saml:edupersonentitlement"),
                    Map.entry(
                            "urn:oid:1.3.6.1.4.1.5923.1.1.1.9", "saml:edupersonscopedaffiliation"),
                    Map.entry("urn:oid:1.3.6.1.4.1.5923.1.1.1.10", "saml:edupersontargetedid"),
                    Map.entry("urn:oid:1.3.6.1.4.1.5923.1.1.1.11", "saml:edupersonassurance"));

    private SamlKeys() {}

    /** What the session rests on: of the trust policy and of the session. */
    public static Map<String, List<String>> of(AssertionClaims claims, Arn provider) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put("saml:iss", List.of(claims.issuer()));
        keys.put("saml:aud", List.of(claims.recipient()));
        keys.put("saml:sub", List.of(claims.subject()));
        if (!claims.subjectType().isEmpty()) {
            keys.put("saml:sub_type", List.of(claims.subjectType()));
        }
        keys.put("saml:doc", List.of(provider.account() + "/" + name(provider)));
        keys.put("saml:namequalifier", List.of(nameQualifier(claims.issuer(), provider)));
        return keys;
    }

    /** Attributes too: for the trust policy alone. */
    public static Map<String, List<String>> ofTrust(AssertionClaims claims, Arn provider) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        Attributes attributes = claims.attributes();
        KEYS.forEach((attribute, key) -> {
            if (attributes.has(attribute)) {
                keys.put(key, attributes.of(attribute));
            }
        });
        keys.putAll(of(claims, provider));
        return keys;
    }

    /** As AWS makes it: a subject is unique together with it. */
    public static String nameQualifier(String issuer, Arn provider) {
        String text = issuer + provider.account() + "/" + name(provider);
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static String name(Arn provider) {
        return provider.resource().substring(provider.resource().indexOf('/') + 1);
    }
}
