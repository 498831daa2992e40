package io.gatehouse.identity.samlassertion;

import org.jboss.logging.Logger;
import org.keycloak.rotation.HardcodedKeyLocator;
import org.keycloak.saml.processing.core.util.XMLSignatureUtil;
import org.w3c.dom.Element;

import java.security.Key;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.XMLSignatureException;

/**
 * Checks the signature of a response or of an assertion: it stands directly in what it signs, names
 * exactly that by its id, and transforms nothing but itself away. So what is verified is the very
 * element that is read.
 */
final class SignatureRules {

    private static final Logger LOG = Logger.getLogger(SignatureRules.class);
    private static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
    private static final String ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
    private static final Set<String> CANONICAL =
            Set.of(EXCLUSIVE, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315");

    /** No SHA-1, no MAC: the provider's public key is no secret. */
    private static final Set<String> ALGORITHMS =
            Set.of(
                    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
                    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
                    "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
                    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
                    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
                    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512");

    private static final Set<String> DIGESTS =
            Set.of(
                    "http://www.w3.org/2001/04/xmlenc#sha256",
                    "http://www.w3.org/2001/04/xmldsig-more#sha384",
                    "http://www.w3.org/2001/04/xmlenc#sha512");

    private SignatureRules() {}

    /**
     * Whether the element bears a signature, which then is right; a wrong one is refused.
     *
     * @param signed a response or an assertion whose ids are marked as such
     */
    static boolean isSigned(Element signed, List<X509Certificate> certificates) {
        List<Element> signatures =
                SamlElements.children(signed, SamlElements.SIGNATURE, "Signature");
        if (signatures.isEmpty()) {
            return false;
        }
        if (signatures.size() > 1) {
            throw SamlRefusals.invalid("an element has two signatures");
        }
        Element signature = signatures.getFirst();
        requireForm(signature, signed.getAttributeNS(null, "ID"));
        if (!isRight(signature, certificates)) {
            throw SamlRefusals.invalid("its signature is wrong");
        }
        return true;
    }

    private static void requireForm(Element signature, String id) {
        Element info = only(signature, "SignedInfo");
        requireOf(ALGORITHMS, algorithm(info, "SignatureMethod"));
        requireOf(CANONICAL, algorithm(info, "CanonicalizationMethod"));
        Element reference = only(info, "Reference");
        if (id.isEmpty() || !reference.getAttributeNS(null, "URI").equals("#" + id)) {
            throw SamlRefusals.invalid("its signature does not sign where it stands");
        }
        requireOf(DIGESTS, algorithm(reference, "DigestMethod"));
        List<Element> transforms =
                SamlElements.onlyChild(reference, SamlElements.SIGNATURE, "Transforms")
                        .map(all -> SamlElements.children(all, SamlElements.SIGNATURE, "Transform"))
                        .orElse(List.of());
        boolean enveloped = false;
        for (Element transform : transforms) {
            String algorithm = transform.getAttributeNS(null, "Algorithm");
            enveloped |= algorithm.equals(ENVELOPED);
            if (!algorithm.equals(ENVELOPED)) {
                requireOf(CANONICAL, algorithm);
            }
        }
        if (!enveloped || transforms.size() > 2) {
            throw SamlRefusals.invalid("its signature transforms what it signs");
        }
        boolean hasObjects =
                !SamlElements.children(signature, SamlElements.SIGNATURE, "Object").isEmpty();
        if (hasObjects) {
            throw SamlRefusals.invalid("its signature holds more than a signature");
        }
    }

    private static Element only(Element parent, String name) {
        return SamlElements.onlyChild(parent, SamlElements.SIGNATURE, name)
                .orElseThrow(() -> SamlRefusals.invalid("its signature is malformed"));
    }

    private static String algorithm(Element parent, String name) {
        return only(parent, name).getAttributeNS(null, "Algorithm");
    }

    private static void requireOf(Set<String> known, String algorithm) {
        if (!known.contains(algorithm)) {
            throw SamlRefusals.invalid("its signature uses `%s`".formatted(algorithm));
        }
    }

    private static boolean isRight(Element signature, List<X509Certificate> certificates) {
        List<Key> keys =
                certificates.stream().map(certificate -> (Key) certificate.getPublicKey()).toList();
        try {
            return XMLSignatureUtil.validateSingleNode(signature, new HardcodedKeyLocator(keys));
        } catch (MarshalException | XMLSignatureException | RuntimeException e) {
            // Whatever the library stumbles over in a signature is a wrong signature.
            LOG.debugf(e, "a signature could not be verified");
            return false;
        }
    }

    /** Where a signature may stand: nowhere but in the response and in its assertion. */
    static void requireNoOther(
            List<Element> signatures, Optional<Element> response, Element assertion) {
        for (Element signature : signatures) {
            boolean isKnown =
                    signature.getParentNode().isSameNode(assertion)
                            || (response.isPresent()
                                    && signature.getParentNode().isSameNode(response.get()));
            if (!isKnown) {
                throw SamlRefusals.invalid("it holds a signature that signs nothing here");
            }
        }
    }
}
