package io.gatehouse.identity.federation;

import io.gatehouse.identity.claims.Attributes;
import io.gatehouse.identity.claims.PrincipalTags;
import io.gatehouse.identity.oidcprovider.OidcProviderRow;
import io.gatehouse.identity.samlassertion.AssertionClaims;
import io.gatehouse.identity.samlassertion.SamlKeys;
import io.gatehouse.identity.samlprovider.SamlProviderRow;
import io.gatehouse.identity.webidentity.TokenClaims;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.Arn;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a registered provider vouches for: checked, and not yet a session. */
public sealed interface Vouched {

    AccountId account();

    /** ARN of the provider. */
    Arn provider();

    /** Unique id of the provider. */
    String providerId();

    /** Who was signed in, as the provider calls them. */
    String subject();

    Attributes attributes();

    PrincipalTags tags();

    Optional<String> sourceIdentity();

    /** Condition keys that stay with the session (SEMANTICS 5). */
    Map<String, List<String>> sessionKeys();

    /** Condition keys that the trust policy may ask about: those of the session, and more. */
    Map<String, List<String>> trustKeys();

    /** No session lasts longer, if there is such a moment. */
    Optional<Instant> sessionEnd();

    /** What the trust policy must allow. */
    ActionName action();

    /** By a token of OpenID Connect. */
    record ByToken(OidcProviderRow row, TokenClaims claims) implements Vouched {

        private static final ActionName ACTION = new ActionName("sts", "AssumeRoleWithWebIdentity");

        @Override
        public AccountId account() {
            return row.account();
        }

        @Override
        public Arn provider() {
            return row.arn();
        }

        @Override
        public String providerId() {
            return row.id().text();
        }

        @Override
        public String subject() {
            return claims.subject();
        }

        @Override
        public Attributes attributes() {
            return claims.all();
        }

        @Override
        public PrincipalTags tags() {
            return claims.tags();
        }

        @Override
        public Optional<String> sourceIdentity() {
            return claims.sourceIdentity();
        }

        @Override
        public Map<String, List<String>> sessionKeys() {
            return claims.keys(row.issuer().name(), row.clientIds());
        }

        @Override
        public Map<String, List<String>> trustKeys() {
            return claims.trustKeys(row.issuer().name(), row.clientIds());
        }

        /** A token's expiry limits its own use, not that of the session (as on AWS). */
        @Override
        public Optional<Instant> sessionEnd() {
            return Optional.empty();
        }

        @Override
        public ActionName action() {
            return ACTION;
        }
    }

    /** By an assertion of SAML. */
    record ByAssertion(SamlProviderRow row, AssertionClaims claims) implements Vouched {

        private static final ActionName ACTION = new ActionName("sts", "AssumeRoleWithSAML");

        @Override
        public AccountId account() {
            return row.account();
        }

        @Override
        public Arn provider() {
            return row.arn();
        }

        @Override
        public String providerId() {
            return row.id().text();
        }

        @Override
        public String subject() {
            return claims.subject();
        }

        @Override
        public Attributes attributes() {
            return claims.attributes();
        }

        @Override
        public PrincipalTags tags() {
            return claims.tags();
        }

        @Override
        public Optional<String> sourceIdentity() {
            return claims.sourceIdentity();
        }

        @Override
        public Map<String, List<String>> sessionKeys() {
            return SamlKeys.of(claims, provider());
        }

        @Override
        public Map<String, List<String>> trustKeys() {
            return SamlKeys.ofTrust(claims, provider());
        }

        @Override
        public Optional<Instant> sessionEnd() {
            return claims.sessionEnd();
        }

        @Override
        public ActionName action() {
            return ACTION;
        }
    }
}
