package io.gatehouse.identity.samlprovider;

import io.gatehouse.identity.value.ProviderId;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

import java.security.PrivateKey;

/** Parameters of requests about SAML providers. Each refuses with InvalidInput. */
final class SamlForm {

    private static final int MAX_PEM = 16_384;

    private SamlForm() {}

    static void requireMetadata(String document) {
        try {
            SamlMetadata.parse(document);
        } catch (IllegalArgumentException e) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT, "Could not parse metadata: " + e.getMessage());
        }
    }

    /** The model that constrains requests is older than this parameter and the next two. */
    static EncryptionMode mode(String wire) {
        try {
            return EncryptionMode.parse(wire);
        } catch (IllegalArgumentException e) {
            throw constraint(
                    wire,
                    "assertionEncryptionMode",
                    "Member must satisfy enum value set: [Required, Allowed]");
        }
    }

    static ProviderId keyId(String text) {
        try {
            return new ProviderId(text);
        } catch (IllegalArgumentException e) {
            throw constraint(
                    text,
                    "removePrivateKey",
                    "Member must satisfy regular expression pattern: [A-Z0-9]{22,64}");
        }
    }

    private static RefusedException constraint(String value, String at, String constraint) {
        return RefusedException.of(
                ErrorCode.VALIDATION_ERROR,
                "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s"
                        .formatted(value, at, constraint));
    }

    static PrivateKey privateKey(String pem) {
        if (pem.length() > MAX_PEM) {
            throw constraint(
                    "***",
                    "addPrivateKey",
                    "Member must have length less than or equal to " + MAX_PEM);
        }
        try {
            return SamlPrivateKeys.parse(pem);
        } catch (IllegalArgumentException e) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT, "Could not parse private key: " + e.getMessage());
        }
    }
}
