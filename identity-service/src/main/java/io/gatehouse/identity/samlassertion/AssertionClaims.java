package io.gatehouse.identity.samlassertion;

import io.gatehouse.identity.claims.Attributes;
import io.gatehouse.identity.claims.PrincipalTags;
import io.gatehouse.model.Arn;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an assertion says that was checked.
 *
 * @param id of the assertion
 * @param usableUntil when its confirmation ends: until then its id must be remembered
 * @param recipient that it was confirmed for: {@code saml:aud} (SEMANTICS 5)
 * @param inResponseTo id of the request that it answers; empty where nobody asked for it
 * @param sessionEnd {@code SessionNotOnOrAfter}; no session lasts longer
 * @param attributes by name
 */
public record AssertionClaims(
        String id,
        String issuer,
        String subject,
        String subjectType,
        String recipient,
        Instant usableUntil,
        Optional<String> inResponseTo,
        Optional<Instant> sessionEnd,
        Attributes attributes,
        PrincipalTags tags) {

    private static final String PREFIX = "https://aws.amazon.com/SAML/Attributes/";

    /** A role and the provider that vouches for whoever asks for it. */
    public record RolePair(Arn role, Arn provider) {}

    /** As if an assertion had said so; for trying, never for a session. */
    public static AssertionClaims claimed(String issuer, Attributes attributes) {
        return new AssertionClaims(
                "",
                issuer,
                attributes.first("sub").orElse(""),
                "",
                "",
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                attributes,
                PrincipalTags.ofAttributes(attributes.values()));
    }

    /** The pairs in the attribute {@code Role}, in either order as AWS takes them. */
    public List<RolePair> roles() {
        List<RolePair> pairs = new ArrayList<>();
        for (String value : attributes.of(PREFIX + "Role")) {
            String[] parts = value.split(",", -1);
            if (parts.length == 2 && Arn.isArn(parts[0].strip()) && Arn.isArn(parts[1].strip())) {
                Arn first = Arn.parse(parts[0].strip());
                Arn second = Arn.parse(parts[1].strip());
                pairs.add(
                        first.resource().startsWith("role/")
                                ? new RolePair(first, second)
                                : new RolePair(second, first));
            }
        }
        return pairs;
    }

    /** Whether the assertion names roles at all; else a mapping decides. */
    public boolean namesRoles() {
        return attributes.has(PREFIX + "Role");
    }

    public Optional<String> sessionName() {
        return attributes.first(PREFIX + "RoleSessionName");
    }

    public Optional<String> sourceIdentity() {
        return attributes.first(PREFIX + "SourceIdentity");
    }

    /** Empty where the attribute is absent or no number of seconds. */
    public Optional<Duration> sessionDuration() {
        return attributes
                .first(PREFIX + "SessionDuration")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }
}
