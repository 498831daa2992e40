package io.gatehouse.sigv4;

import io.gatehouse.model.Refusal;

import java.util.Optional;

/** What {@link SignatureReader} made of a request. */
public sealed interface Reading {

    /** Nobody's signature, or not one that can be right, whatever the secret is. */
    record Refused(Refusal refusal) implements Reading {}

    /** A signature that a secret can confirm; nothing of it is proven yet. */
    final class Presented implements Reading {
        private final CredentialScope scope;
        private final Optional<String> sessionToken;
        private final String stringToSign;
        private final byte[] signature;

        Presented(
                CredentialScope scope,
                Optional<String> sessionToken,
                String stringToSign,
                byte[] signature) {
            this.scope = scope;
            this.sessionToken = sessionToken;
            this.stringToSign = stringToSign;
            this.signature = signature;
        }

        /** The key that is said to have signed. */
        public String accessKeyId() {
            return scope.accessKeyId();
        }

        /** Present exactly for temporary keys ({@code ASIA…}). A secret: not to be logged. */
        public Optional<String> sessionToken() {
            return sessionToken;
        }

        /** The region that the signature names. */
        public String region() {
            return scope.region();
        }

        /** The service that the signature names. */
        public String service() {
            return scope.service();
        }

        CredentialScope scope() {
            return scope;
        }

        String stringToSign() {
            return stringToSign;
        }

        byte[] signature() {
            return signature;
        }

        @Override
        public String toString() {
            return "Presented[" + scope + "]";
        }
    }
}
