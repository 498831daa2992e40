package io.gatehouse.identity.samlprovider;

import org.keycloak.dom.saml.v2.metadata.EndpointType;
import org.keycloak.dom.saml.v2.metadata.EntityDescriptorType;
import org.keycloak.dom.saml.v2.metadata.IDPSSODescriptorType;
import org.keycloak.dom.saml.v2.metadata.KeyDescriptorType;
import org.keycloak.dom.saml.v2.metadata.KeyTypes;
import org.keycloak.saml.common.exceptions.ConfigurationException;
import org.keycloak.saml.common.exceptions.ParsingException;
import org.keycloak.saml.common.exceptions.ProcessingException;
import org.keycloak.saml.processing.core.parsers.saml.SAMLParser;
import org.keycloak.saml.processing.core.saml.v2.util.SAMLMetadataUtil;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a provider's metadata document says that counts here.
 *
 * @param entityId what its assertions name as issuer
 * @param signing certificates whose keys sign its assertions; at least one
 * @param validUntil after which nothing of it counts; empty where the document does not say
 * @param signOn where browsers bring requests in a query (HTTP-Redirect); empty where the provider
 *     takes none so
 */
public record SamlMetadata(
        String entityId,
        List<X509Certificate> signing,
        Optional<Instant> validUntil,
        Optional<URI> signOn) {

    /** Longest document, in characters: an event that holds one must fit into a Kafka record. */
    static final int MAX_LENGTH = 200_000;

    private static final String REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

    public SamlMetadata {
        signing = List.copyOf(signing);
    }

    /** Throws IllegalArgumentException, with a message for the caller, for what is no metadata. */
    public static SamlMetadata parse(String document) {
        if (document.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "it is longer than %d characters".formatted(MAX_LENGTH));
        }
        EntityDescriptorType entity = entity(document);
        IDPSSODescriptorType provider = SAMLMetadataUtil.locateIDPSSODescriptorType(entity);
        if (provider == null) {
            throw new IllegalArgumentException("it describes no identity provider");
        }
        if (entity.getEntityID() == null || entity.getEntityID().isBlank()) {
            throw new IllegalArgumentException("it has no entityID");
        }
        List<X509Certificate> signing = signing(provider);
        if (signing.isEmpty()) {
            throw new IllegalArgumentException("it has no certificate for signing");
        }
        return new SamlMetadata(
                entity.getEntityID(),
                signing,
                Optional.ofNullable(entity.getValidUntil())
                        .map(until -> until.toGregorianCalendar().toInstant()),
                signOn(provider));
    }

    private static Optional<URI> signOn(IDPSSODescriptorType provider) {
        return provider.getSingleSignOnService().stream()
                .filter(one -> one.getBinding() != null && one.getLocation() != null)
                .filter(one -> REDIRECT.equals(one.getBinding().toString()))
                .map(EndpointType::getLocation)
                .filter(at -> "https".equals(at.getScheme()) || "http".equals(at.getScheme()))
                .findFirst();
    }

    private static EntityDescriptorType entity(String document) {
        try {
            Object parsed = SAMLParser.getInstance().parse(SamlXml.parse(document));
            if (parsed instanceof EntityDescriptorType entity) {
                return entity;
            }
        } catch (ParsingException e) {
            throw new IllegalArgumentException("it is no SAML 2.0 metadata", e);
        }
        throw new IllegalArgumentException("it is no EntityDescriptor of SAML 2.0");
    }

    private static List<X509Certificate> signing(IDPSSODescriptorType provider) {
        List<X509Certificate> found = new ArrayList<>();
        for (KeyDescriptorType key : provider.getKeyDescriptor()) {
            if (key.getUse() == KeyTypes.ENCRYPTION) {
                continue;
            }
            try {
                X509Certificate certificate = SAMLMetadataUtil.getCertificate(key);
                if (certificate != null) {
                    found.add(certificate);
                }
            } catch (ConfigurationException | ProcessingException e) {
                throw new IllegalArgumentException("a certificate in it cannot be read", e);
            }
        }
        return found;
    }
}
