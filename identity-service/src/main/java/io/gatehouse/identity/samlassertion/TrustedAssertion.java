package io.gatehouse.identity.samlassertion;

import io.gatehouse.identity.samlprovider.EncryptionMode;
import io.gatehouse.identity.samlprovider.SamlMetadata;
import io.gatehouse.identity.samlprovider.SamlXml;

import org.w3c.dom.Document;
import org.w3c.dom.Element;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * From the text of a response to the one assertion in it that a provider signed. A response holds
 * one assertion and nothing that looks like a second one, at whatever place: so the known ways of
 * wrapping a signed assertion around a forged one have nowhere to put it.
 *
 * @param response of which the assertion is a child; it need not be signed
 * @param element the very element whose signature was verified, or that of the response around it
 */
record TrustedAssertion(Element response, Element element) {

    private static final String SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";

    /**
     * @param base64 a SAML response as it is posted
     */
    static TrustedAssertion of(
            String base64, SamlMetadata metadata, EncryptionMode mode, List<PrivateKey> keys) {
        Document document = parse(base64);
        SamlElements.requireHonest(document);
        Element response = document.getDocumentElement();
        requireResponse(document, response);
        Optional<Element> plain = onlyAssertion(document, response);
        boolean isResponseSigned = SignatureRules.isSigned(response, metadata.signing());
        if (plain.isPresent() && mode == EncryptionMode.REQUIRED) {
            throw SamlRefusals.invalid("its assertion is not encrypted");
        }
        Element assertion =
                plain.orElseGet(() ->
                        decrypted(
                                SamlElements.children(
                                                response,
                                                SamlElements.ASSERTION,
                                                "EncryptedAssertion")
                                        .getFirst(),
                                keys));
        requireSignaturesInPlace(document, response, assertion);
        boolean isAssertionSigned = SignatureRules.isSigned(assertion, metadata.signing());
        if (!isResponseSigned && !isAssertionSigned) {
            throw SamlRefusals.invalid("neither it nor its assertion is signed");
        }
        return new TrustedAssertion(response, assertion);
    }

    private static Document parse(String base64) {
        try {
            byte[] xml = Base64.getMimeDecoder().decode(base64);
            return SamlXml.parse(new String(xml, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw SamlRefusals.invalid("it is no well-formed XML in base64, without a DOCTYPE");
        }
    }

    private static void requireResponse(Document document, Element response) {
        if (!SamlElements.is(response, SamlElements.PROTOCOL, "Response")
                || !response.getAttributeNS(null, "Version").equals("2.0")
                || SamlElements.everywhere(document, SamlElements.PROTOCOL, "Response").size()
                        != 1) {
            throw SamlRefusals.invalid("it is no response of SAML 2.0");
        }
        String status =
                SamlElements.onlyChild(response, SamlElements.PROTOCOL, "Status")
                        .flatMap(one ->
                                SamlElements.onlyChild(one, SamlElements.PROTOCOL, "StatusCode"))
                        .map(code -> code.getAttributeNS(null, "Value"))
                        .orElse("");
        if (!status.equals(SUCCESS)) {
            throw SamlRefusals.rejected("its status is `%s`".formatted(status));
        }
    }

    /** Empty where it is encrypted. */
    private static Optional<Element> onlyAssertion(Document document, Element response) {
        List<Element> plain =
                SamlElements.everywhere(document, SamlElements.ASSERTION, "Assertion");
        List<Element> encrypted =
                SamlElements.everywhere(document, SamlElements.ASSERTION, "EncryptedAssertion");
        if (plain.size() + encrypted.size() != 1) {
            throw SamlRefusals.invalid("it holds not exactly one assertion");
        }
        Element only = plain.isEmpty() ? encrypted.getFirst() : plain.getFirst();
        if (!only.getParentNode().isSameNode(response)) {
            throw SamlRefusals.invalid("its assertion is not where an assertion belongs");
        }
        return plain.stream().findFirst();
    }

    private static Element decrypted(Element encrypted, List<PrivateKey> keys) {
        Document opened = AssertionDecryption.open(encrypted, keys);
        SamlElements.requireHonest(opened);
        if (SamlElements.everywhere(opened, SamlElements.ASSERTION, "Assertion").size() != 1) {
            throw SamlRefusals.invalid("it holds not exactly one assertion");
        }
        return opened.getDocumentElement();
    }

    private static void requireSignaturesInPlace(
            Document document, Element response, Element assertion) {
        SignatureRules.requireNoOther(
                SamlElements.everywhere(document, SamlElements.SIGNATURE, "Signature"),
                Optional.of(response),
                assertion);
        SignatureRules.requireNoOther(
                SamlElements.everywhere(
                        assertion.getOwnerDocument(), SamlElements.SIGNATURE, "Signature"),
                Optional.of(response),
                assertion);
    }
}
