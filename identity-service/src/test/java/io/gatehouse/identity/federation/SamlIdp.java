package io.gatehouse.identity.federation;

import io.gatehouse.identity.SelfSigned;
import io.gatehouse.identity.samlprovider.SamlXml;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

/** A SAML identity provider of the test's own, which signs real responses. */
public final class SamlIdp {

    public static final String ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
    public static final String PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
    public static final String DSIG = "http://www.w3.org/2000/09/xmldsig#";
    public static final String ATTRIBUTES = "https://aws.amazon.com/SAML/Attributes/";
    public static final String HERE = "https://signin.aws.amazon.com/saml";
    private static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

    private final String entityId;
    private final SelfSigned signing;

    public SamlIdp(String entityId, SelfSigned signing) {
        this.entityId = entityId;
        this.signing = signing;
    }

    public String metadata() {
        return SamlMetadataText.of(entityId, signing);
    }

    /** A response about to be made; every part can be made wrong. */
    public final class Draft {
        public String issuer = entityId;
        public String subject = "alice";
        public String audience = "urn:amazon:webservices";
        public String recipient = HERE;
        public String destination = HERE;
        public String inResponseTo = "";
        public Instant notBefore;
        public Instant end;
        public String status = "urn:oasis:names:tc:SAML:2.0:status:Success";
        public final Map<String, List<String>> attributes = new LinkedHashMap<>();

        private Draft(Instant now) {
            notBefore = now.minusSeconds(30);
            end = now.plusSeconds(300);
        }

        public Draft attribute(String name, String... values) {
            attributes.put(name, List.of(values));
            return this;
        }

        /** For that URL. */
        public Draft at(String url) {
            recipient = url;
            destination = url;
            return this;
        }

        /** As the answer to a request. */
        public Draft answering(String request) {
            inResponseTo = request;
            return this;
        }

        /** As AWS's own: role, provider, session name. */
        public Draft role(String role, String provider, String session) {
            return attribute(ATTRIBUTES + "Role", role + "," + provider)
                    .attribute(ATTRIBUTES + "RoleSessionName", session);
        }

        public Document unsigned() {
            StringBuilder statements = new StringBuilder();
            attributes.forEach((name, values) -> {
                statements.append("<saml:Attribute Name=\"%s\">".formatted(name));
                values.forEach(value ->
                        statements.append(
                                "<saml:AttributeValue>%s</saml:AttributeValue>".formatted(value)));
                statements.append("</saml:Attribute>");
            });
            String answers = inResponseTo.isEmpty() ? "" : " InResponseTo=\"" + inResponseTo + "\"";
            String whole = end.truncatedTo(ChronoUnit.SECONDS).toString();
            return SamlXml.parse(
                    """
                    <samlp:Response xmlns:samlp="%s" xmlns:saml="%s" ID="_r%s" Version="2.0" \
                    IssueInstant="%s" Destination="%s"%s><saml:Issuer>%s</saml:Issuer>\
                    <samlp:Status><samlp:StatusCode Value="%s"/></samlp:Status>\
                    <saml:Assertion ID="_a%s" Version="2.0" IssueInstant="%s">\
                    <saml:Issuer>%s</saml:Issuer><saml:Subject>\
                    <saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">%s</saml:NameID>\
                    <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">\
                    <saml:SubjectConfirmationData NotOnOrAfter="%s" Recipient="%s"%s/>\
                    </saml:SubjectConfirmation></saml:Subject>\
                    <saml:Conditions NotBefore="%s" NotOnOrAfter="%s"><saml:AudienceRestriction>\
                    <saml:Audience>%s</saml:Audience></saml:AudienceRestriction></saml:Conditions>\
                    <saml:AuthnStatement AuthnInstant="%s"><saml:AuthnContext>\
                    <saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef>\
                    </saml:AuthnContext></saml:AuthnStatement>\
                    <saml:AttributeStatement>%s</saml:AttributeStatement></saml:Assertion>\
                    </samlp:Response>\
                    """
                            .formatted(
                                    PROTOCOL,
                                    ASSERTION,
                                    UUID.randomUUID(),
                                    notBefore,
                                    destination,
                                    answers,
                                    issuer,
                                    status,
                                    UUID.randomUUID(),
                                    notBefore,
                                    issuer,
                                    subject,
                                    whole,
                                    recipient,
                                    answers,
                                    notBefore,
                                    whole,
                                    audience,
                                    notBefore,
                                    statements));
        }

        /** Its assertion signed, as most providers do. */
        public Document signed() {
            Document document = unsigned();
            sign(assertion(document));
            return document;
        }

        public Document responseSigned() {
            Document document = unsigned();
            sign(document.getDocumentElement());
            return document;
        }
    }

    public Draft draft(Instant now) {
        return new Draft(now);
    }

    public static Element assertion(Document document) {
        return (Element) document.getElementsByTagNameNS(ASSERTION, "Assertion").item(0);
    }

    public static Element signature(Element parent) {
        return (Element) parent.getElementsByTagNameNS(DSIG, "Signature").item(0);
    }

    /** An enveloped signature after the issuer, as the schema wants it. */
    public void sign(Element element) {
        sign(element, RSA_SHA256, DigestMethod.SHA256, "#" + element.getAttribute("ID"));
    }

    public void sign(Element element, String algorithm, String digest, String uri) {
        try {
            element.setIdAttribute("ID", true);
            XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
            Reference reference =
                    factory.newReference(
                            uri,
                            factory.newDigestMethod(digest, null),
                            List.of(
                                    factory.newTransform(
                                            Transform.ENVELOPED, (TransformParameterSpec) null),
                                    factory.newTransform(
                                            CanonicalizationMethod.EXCLUSIVE,
                                            (TransformParameterSpec) null)),
                            null,
                            null);
            SignedInfo info =
                    factory.newSignedInfo(
                            factory.newCanonicalizationMethod(
                                    CanonicalizationMethod.EXCLUSIVE,
                                    (C14NMethodParameterSpec) null),
                            factory.newSignatureMethod(algorithm, null),
                            List.of(reference));
            Node afterIssuer = element.getFirstChild().getNextSibling();
            DOMSignContext context =
                    new DOMSignContext(signing.keys().getPrivate(), element, afterIssuer);
            context.setDefaultNamespacePrefix("ds");
            context.setProperty("org.jcp.xml.dsig.secureValidation", false);
            factory.newXMLSignature(info, null).sign(context);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static String text(Document document) {
        try {
            StringWriter text = new StringWriter();
            Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            transformer.transform(new DOMSource(document), new StreamResult(text));
            return text.toString();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static String base64(Document document) {
        return base64(text(document));
    }

    public static String base64(String xml) {
        return Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));
    }

    /** The element once more, not in the tree. */
    public static Element copy(Element element) {
        return (Element) element.cloneNode(true);
    }

    public static List<Element> children(Element parent) {
        List<Element> all = new ArrayList<>();
        for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element element) {
                all.add(element);
            }
        }
        return all;
    }
}
