package io.gatehouse.identity.samlassertion;

import io.gatehouse.identity.samlprovider.SamlXml;

import org.jboss.logging.Logger;
import org.keycloak.saml.common.exceptions.ProcessingException;
import org.keycloak.saml.processing.core.util.XMLEncryptionUtil;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

import java.security.PrivateKey;
import java.util.List;
import java.util.Set;

import javax.xml.XMLConstants;

/** Opens an encrypted assertion. One answer for everything that fails: no oracle. */
final class AssertionDecryption {

    private static final Logger LOG = Logger.getLogger(AssertionDecryption.class);

    /** OAEP alone: answers about PKCS #1 v1.5 padding give keys away. */
    private static final Set<String> KEY_TRANSPORT =
            Set.of(
                    "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
                    "http://www.w3.org/2009/xmlenc11#rsa-oaep");

    private static final String NAMESPACES = XMLConstants.XMLNS_ATTRIBUTE_NS_URI;

    private AssertionDecryption() {}

    /** The assertion, alone in a document of its own. */
    static Document open(Element encrypted, List<PrivateKey> keys) {
        if (keys.isEmpty()) {
            throw SamlRefusals.invalid("it is encrypted, and the provider has no private key");
        }
        for (Element key :
                SamlElements.everywhere(
                        encrypted.getOwnerDocument(), SamlElements.ENCRYPTION, "EncryptedKey")) {
            String algorithm =
                    SamlElements.onlyChild(key, SamlElements.ENCRYPTION, "EncryptionMethod")
                            .map(method -> method.getAttributeNS(null, "Algorithm"))
                            .orElse("");
            if (!KEY_TRANSPORT.contains(algorithm)) {
                throw SamlRefusals.invalid("its key is encrypted with `%s`".formatted(algorithm));
            }
        }
        try {
            Document alone = SamlXml.empty();
            alone.appendChild(withNamespaces(encrypted, encrypted, alone));
            Element root = XMLEncryptionUtil.decryptElementInDocument(alone, _ -> keys);
            Element assertion =
                    SamlElements.is(root, SamlElements.ASSERTION, "Assertion")
                            ? root
                            : SamlElements.onlyChild(root, SamlElements.ASSERTION, "Assertion")
                                    .orElseThrow(AssertionDecryption::failed);
            Document opened = SamlXml.empty();
            opened.appendChild(withNamespaces(assertion, encrypted, opened));
            return opened;
        } catch (ProcessingException | RuntimeException e) {
            LOG.debugf(e, "an assertion could not be decrypted");
            throw failed();
        }
    }

    /** What is encrypted may use prefixes that the response around it declares. */
    private static Element withNamespaces(Element element, Element encrypted, Document into) {
        Element copy = (Element) into.importNode(element, true);
        for (Node n = encrypted; n instanceof Element; n = n.getParentNode()) {
            NamedNodeMap attributes = n.getAttributes();
            for (int i = 0; i < attributes.getLength(); i++) {
                Node one = attributes.item(i);
                if (NAMESPACES.equals(one.getNamespaceURI())
                        && !copy.hasAttributeNS(NAMESPACES, one.getLocalName())) {
                    copy.setAttributeNS(NAMESPACES, one.getNodeName(), one.getNodeValue());
                }
            }
        }
        return copy;
    }

    private static RuntimeException failed() {
        return SamlRefusals.invalid("it cannot be decrypted");
    }
}
