package io.gatehouse.identity.samlassertion;

import io.gatehouse.identity.claims.Attributes;
import io.gatehouse.identity.claims.PrincipalTags;
import io.gatehouse.identity.samlprovider.EncryptionMode;
import io.gatehouse.identity.samlprovider.SamlMetadata;

import org.jspecify.annotations.Nullable;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType;
import org.keycloak.dom.saml.v2.assertion.AttributeType;
import org.keycloak.dom.saml.v2.assertion.AudienceRestrictionType;
import org.keycloak.dom.saml.v2.assertion.AuthnStatementType;
import org.keycloak.dom.saml.v2.assertion.ConditionAbstractType;
import org.keycloak.dom.saml.v2.assertion.ConditionsType;
import org.keycloak.dom.saml.v2.assertion.NameIDType;
import org.keycloak.dom.saml.v2.assertion.OneTimeUseType;
import org.keycloak.dom.saml.v2.assertion.StatementAbstractType;
import org.keycloak.dom.saml.v2.assertion.SubjectConfirmationDataType;
import org.keycloak.dom.saml.v2.assertion.SubjectConfirmationType;
import org.keycloak.dom.saml.v2.assertion.SubjectType;
import org.keycloak.saml.common.exceptions.ParsingException;
import org.keycloak.saml.processing.core.parsers.saml.SAMLParser;
import org.w3c.dom.Element;

import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.xml.datatype.XMLGregorianCalendar;

/**
 * Checks a SAML response: signed by the provider, for us, in its time, confirmed for its bearer
 * (SAML 2.0 profiles, 4.1.4). Pure; replay is checked where a session is given. Throws
 * RefusedException with STS's codes.
 */
public final class AssertionCheck {

    /** How far the provider's clock may be ahead of ours; not added to any end. */
    static final Duration SKEW = Duration.ofSeconds(60);

    private static final String BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
    private static final String PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
    private static final String TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";

    private final SamlRules rules;
    private final SamlMetadata metadata;
    private final Instant now;

    private AssertionCheck(SamlRules rules, SamlMetadata metadata, Instant now) {
        this.rules = rules;
        this.metadata = metadata;
        this.now = now;
    }

    /**
     * @param base64 the response as it was posted
     * @param keys of the provider, for encrypted assertions
     */
    public static AssertionClaims verify(
            String base64,
            SamlMetadata metadata,
            EncryptionMode mode,
            List<PrivateKey> keys,
            SamlRules rules,
            Instant now) {
        if (metadata.validUntil().isPresent() && !metadata.validUntil().get().isAfter(now)) {
            throw SamlRefusals.expired("the metadata of the provider is no longer valid");
        }
        TrustedAssertion trusted = TrustedAssertion.of(base64, metadata, mode, keys);
        return new AssertionCheck(rules, metadata, now).read(trusted);
    }

    private AssertionClaims read(TrustedAssertion trusted) {
        AssertionType assertion = parse(trusted.element());
        requireIssuer(trusted.response(), assertion);
        requireConditions(assertion.getConditions());
        SubjectType subject = assertion.getSubject();
        if (subject == null
                || subject.getSubType() == null
                || !(subject.getSubType().getBaseID() instanceof NameIDType name)
                || name.getValue() == null
                || name.getValue().isBlank()) {
            throw SamlRefusals.invalid("its subject has no name");
        }
        SubjectConfirmationDataType confirmed = confirmed(subject);
        Map<String, List<String>> attributes = attributes(assertion);
        return new AssertionClaims(
                assertion.getID(),
                metadata.entityId(),
                name.getValue(),
                type(name),
                confirmed.getRecipient(),
                instant(confirmed.getNotOnOrAfter()).orElseThrow(),
                Optional.ofNullable(confirmed.getInResponseTo()),
                sessionEnd(assertion),
                new Attributes(attributes),
                PrincipalTags.ofAttributes(attributes));
    }

    private static AssertionType parse(Element element) {
        try {
            if (SAMLParser.getInstance().parse(element) instanceof AssertionType assertion) {
                return assertion;
            }
        } catch (ParsingException | RuntimeException e) {
            throw SamlRefusals.invalid("its assertion cannot be read");
        }
        throw SamlRefusals.invalid("its assertion is none");
    }

    private void requireIssuer(Element response, AssertionType assertion) {
        NameIDType issuer = assertion.getIssuer();
        if (issuer == null || !metadata.entityId().equals(issuer.getValue())) {
            throw SamlRefusals.invalid("its issuer is not the provider");
        }
        for (Element one : SamlElements.children(response, SamlElements.ASSERTION, "Issuer")) {
            if (!one.getTextContent().strip().equals(metadata.entityId())) {
                throw SamlRefusals.invalid("its issuer is not the provider");
            }
        }
        String destination = response.getAttributeNS(null, "Destination");
        if (!destination.isEmpty() && !rules.isRecipient(destination)) {
            throw SamlRefusals.invalid("its destination is not here");
        }
    }

    private void requireConditions(@Nullable ConditionsType conditions) {
        if (conditions == null) {
            throw SamlRefusals.invalid("its assertion has no conditions");
        }
        requireBegun(conditions.getNotBefore());
        requireNotOver(conditions.getNotOnOrAfter());
        boolean isForUs = false;
        for (ConditionAbstractType condition : conditions.getConditions()) {
            if (condition instanceof AudienceRestrictionType audience) {
                if (audience.getAudience().stream()
                        .noneMatch(one -> rules.isAudience(one.toString()))) {
                    throw SamlRefusals.invalid("its audience is not here");
                }
                isForUs = true;
            } else if (!(condition instanceof OneTimeUseType)) {
                throw SamlRefusals.invalid("its assertion has a condition that is not known");
            }
        }
        if (!isForUs) {
            throw SamlRefusals.invalid("its assertion names no audience");
        }
    }

    /** The confirmation that counts: for the bearer, for us, with an end that is to come. */
    private SubjectConfirmationDataType confirmed(SubjectType subject) {
        Optional<SubjectConfirmationDataType> data =
                subject.getConfirmation().stream()
                        .filter(one -> BEARER.equals(one.getMethod()))
                        .map(SubjectConfirmationType::getSubjectConfirmationData)
                        .filter(one -> one != null && one.getNotOnOrAfter() != null)
                        .filter(one ->
                                one.getRecipient() != null && rules.isRecipient(one.getRecipient()))
                        .findFirst();
        SubjectConfirmationDataType confirmed =
                data.orElseThrow(() ->
                        SamlRefusals.invalid(
                                "its subject is not confirmed for its bearer, for a recipient here,"
                                        + " with an end"));
        requireBegun(confirmed.getNotBefore());
        requireNotOver(confirmed.getNotOnOrAfter());
        return confirmed;
    }

    private static String type(NameIDType name) {
        String format = name.getFormat() == null ? "" : name.getFormat().toString();
        return switch (format) {
            case PERSISTENT -> "persistent";
            case TRANSIENT -> "transient";
            default -> format;
        };
    }

    private Optional<Instant> sessionEnd(AssertionType assertion) {
        Optional<Instant> earliest = Optional.empty();
        for (StatementAbstractType statement : assertion.getStatements()) {
            if (statement instanceof AuthnStatementType authentication) {
                requireNotOver(authentication.getSessionNotOnOrAfter());
                Optional<Instant> end = instant(authentication.getSessionNotOnOrAfter());
                if (end.isPresent() && (earliest.isEmpty() || end.get().isBefore(earliest.get()))) {
                    earliest = end;
                }
            }
        }
        return earliest;
    }

    private static Map<String, List<String>> attributes(AssertionType assertion) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (AttributeStatementType statement : assertion.getAttributeStatements()) {
            for (AttributeStatementType.ASTChoiceType choice : statement.getAttributes()) {
                AttributeType attribute = choice.getAttribute();
                if (attribute != null && attribute.getName() != null) {
                    List<String> values =
                            all.computeIfAbsent(attribute.getName(), _ -> new ArrayList<>());
                    for (Object value : attribute.getAttributeValue()) {
                        if (value instanceof String text) {
                            values.add(text);
                        }
                    }
                }
            }
        }
        return all;
    }

    private void requireBegun(@Nullable XMLGregorianCalendar begin) {
        if (instant(begin).filter(at -> at.isAfter(now.plus(SKEW))).isPresent()) {
            throw SamlRefusals.invalid("its assertion is not yet valid");
        }
    }

    private void requireNotOver(@Nullable XMLGregorianCalendar end) {
        if (instant(end).filter(at -> !at.isAfter(now)).isPresent()) {
            throw SamlRefusals.expired("its assertion is over");
        }
    }

    private static Optional<Instant> instant(@Nullable XMLGregorianCalendar time) {
        return Optional.ofNullable(time).map(at -> at.toGregorianCalendar().toInstant());
    }
}
