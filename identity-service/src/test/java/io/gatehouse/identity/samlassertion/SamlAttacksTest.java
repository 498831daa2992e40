package io.gatehouse.identity.samlassertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.SelfSigned;
import io.gatehouse.identity.federation.SamlIdp;
import io.gatehouse.identity.samlprovider.EncryptionMode;
import io.gatehouse.identity.samlprovider.SamlMetadata;
import io.gatehouse.identity.samlprovider.SamlXml;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Attacks on SAML responses that are known, each refused: signature wrapping in the eight variants
 * of "On Breaking SAML" (Somorovsky and others, 2012), and what else was found since.
 */
class SamlAttacksTest {

    private static SamlIdp idp;
    private static SamlIdp attacker;

    @BeforeAll
    static void provider() {
        idp = new SamlIdp("https://idp.example.com", SelfSigned.of("idp"));
        attacker = new SamlIdp("https://idp.example.com", SelfSigned.of("attacker"));
    }

    /** What an attacker sends who has one response of alice and wants to be admin. */
    record Attack(String name, Function<Document, String> made) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Attack> attacks() {
        return Stream.of(
                // The signed response inside the signature of the forged one.
                new Attack("xsw1", SamlAttacksTest::xsw1),
                // The signed response beside the signature of the forged one.
                new Attack("xsw2", SamlAttacksTest::xsw2),
                // The forged assertion before the signed one.
                new Attack("xsw3", SamlAttacksTest::xsw3),
                // The signed assertion inside the forged one.
                new Attack("xsw4", SamlAttacksTest::xsw4),
                // The signature moved into the forged assertion, the signed one at the end.
                new Attack("xsw5", SamlAttacksTest::xsw5),
                // The signed assertion inside the signature that was moved into the forged one.
                new Attack("xsw6", SamlAttacksTest::xsw6),
                // The forged assertion in Extensions, before the signed one.
                new Attack("xsw7", SamlAttacksTest::xsw7),
                // The signed assertion in an Object of the signature in the forged one.
                new Attack("xsw8", SamlAttacksTest::xsw8),
                // The text before the comment is what a careless reader reads.
                new Attack("comment_in_the_name", _ -> changed("alice", "admin<!-- -->alice")),
                new Attack(
                        "comment_elsewhere",
                        _ -> changed("<saml:Subject>", "<!-- x --><saml:Subject>")),
                new Attack("instruction_in_the_name", _ -> changed("alice", "admin<?x y?>alice")),
                new Attack("changed_name", _ -> changed("alice", "admin")),
                new Attack("stripped_signature", _ -> SamlIdp.text(stripped())),
                new Attack(
                        "external_entity",
                        _ ->
                                "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
                                        + changed("alice", "&f;")),
                new Attack(
                        "entities_without_end",
                        _ ->
                                "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                                        + changed("alice", "&b;")),
                new Attack(
                        "signed_by_somebody_else",
                        _ -> SamlIdp.text(draft(attacker, "admin").signed())),
                new Attack(
                        "signature_with_sha1",
                        _ ->
                                signedWith(
                                        "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
                                        "http://www.w3.org/2000/09/xmldsig#sha1")),
                new Attack("signature_of_the_whole_document", _ -> signedWithReference("")),
                new Attack("same_id_twice", _ -> sameIdTwice()),
                new Attack("empty", _ -> ""),
                new Attack("no_xml", _ -> "alice"),
                new Attack("html", _ -> "<html><body>alice</body></html>"));
    }

    private static SamlIdp.Draft draft(SamlIdp by, String subject) {
        SamlIdp.Draft draft = by.draft(AssertionCheckTest.NOW);
        draft.subject = subject;
        return draft;
    }

    private static Document ofAlice() {
        return draft(idp, "alice").signed();
    }

    private static AssertionClaims verify(String xml) {
        return AssertionCheck.verify(
                SamlIdp.base64(xml),
                SamlMetadata.parse(idp.metadata()),
                EncryptionMode.ALLOWED,
                List.of(),
                AssertionCheckTest.RULES,
                AssertionCheckTest.NOW);
    }

    @Test
    void the_response_that_the_attacks_start_from_is_taken() {
        assertThat(verify(SamlIdp.text(ofAlice())).subject()).isEqualTo("alice");
        assertThat(verify(SamlIdp.text(draft(idp, "alice").responseSigned())).subject())
                .isEqualTo("alice");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void an_attack_is_refused(Attack attack) {
        String xml = attack.made.apply(ofAlice());
        assertThatThrownBy(() -> verify(xml))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e ->
                                assertThat(e.refusal().code())
                                        .isEqualTo(ErrorCode.INVALID_IDENTITY_TOKEN));
    }

    private static Element forged(Document in, Element assertion) {
        Element evil = SamlIdp.copy(assertion);
        evil.setAttribute("ID", "_evil");
        evil.getElementsByTagNameNS(SamlIdp.ASSERTION, "NameID").item(0).setTextContent("admin");
        Element signature = SamlIdp.signature(evil);
        if (signature != null) {
            signature.getParentNode().removeChild(signature);
        }
        return (Element) in.adoptNode(evil);
    }

    private static Document forgedResponse(Document original) {
        Document evil = SamlXml.parse(SamlIdp.text(original));
        evil.getDocumentElement().setAttribute("ID", "_evil");
        evil.getElementsByTagNameNS(SamlIdp.ASSERTION, "NameID").item(0).setTextContent("admin");
        return evil;
    }

    private static Element unsignedCopy(Document into, Document original) {
        Element copy = (Element) into.importNode(original.getDocumentElement(), true);
        Element signature = SamlIdp.signature(copy);
        signature.getParentNode().removeChild(signature);
        return copy;
    }

    private static String xsw1(Document unused) {
        Document original = draft(idp, "alice").responseSigned();
        Document evil = forgedResponse(original);
        SamlIdp.signature(evil.getDocumentElement()).appendChild(unsignedCopy(evil, original));
        return SamlIdp.text(evil);
    }

    private static String xsw2(Document unused) {
        Document original = draft(idp, "alice").responseSigned();
        Document evil = forgedResponse(original);
        Element signature = SamlIdp.signature(evil.getDocumentElement());
        evil.getDocumentElement().insertBefore(unsignedCopy(evil, original), signature);
        return SamlIdp.text(evil);
    }

    private static String xsw3(Document original) {
        Element assertion = SamlIdp.assertion(original);
        original.getDocumentElement().insertBefore(forged(original, assertion), assertion);
        return SamlIdp.text(original);
    }

    private static String xsw4(Document original) {
        Element assertion = SamlIdp.assertion(original);
        Element evil = forged(original, assertion);
        original.getDocumentElement().replaceChild(evil, assertion);
        evil.appendChild(assertion);
        return SamlIdp.text(original);
    }

    /** Takes the signature out of the signed assertion and puts it into the forged one. */
    private static Element withItsSignature(Element evil, Element assertion) {
        Element signature = SamlIdp.signature(assertion);
        assertion.removeChild(signature);
        evil.insertBefore(signature, evil.getFirstChild().getNextSibling());
        return signature;
    }

    private static String xsw5(Document original) {
        Element assertion = SamlIdp.assertion(original);
        Element evil = forged(original, assertion);
        withItsSignature(evil, assertion);
        original.getDocumentElement().insertBefore(evil, assertion);
        return SamlIdp.text(original);
    }

    private static String xsw6(Document original) {
        Element assertion = SamlIdp.assertion(original);
        Element evil = forged(original, assertion);
        Element signature = withItsSignature(evil, assertion);
        original.getDocumentElement().replaceChild(evil, assertion);
        signature.appendChild(assertion);
        return SamlIdp.text(original);
    }

    private static String xsw7(Document original) {
        Element assertion = SamlIdp.assertion(original);
        Element extensions = original.createElementNS(SamlIdp.PROTOCOL, "samlp:Extensions");
        extensions.appendChild(forged(original, assertion));
        original.getDocumentElement().insertBefore(extensions, assertion);
        return SamlIdp.text(original);
    }

    private static String xsw8(Document original) {
        Element assertion = SamlIdp.assertion(original);
        Element evil = forged(original, assertion);
        Element signature = withItsSignature(evil, assertion);
        original.getDocumentElement().replaceChild(evil, assertion);
        Element object = original.createElementNS(SamlIdp.DSIG, "ds:Object");
        object.appendChild(assertion);
        signature.appendChild(object);
        return SamlIdp.text(original);
    }

    private static String changed(String what, String by) {
        return SamlIdp.text(ofAlice()).replace(what, by);
    }

    private static Document stripped() {
        Document document = ofAlice();
        Element assertion = SamlIdp.assertion(document);
        assertion.removeChild(SamlIdp.signature(assertion));
        return document;
    }

    private static String signedWith(String algorithm, String digest) {
        Document document = draft(idp, "alice").unsigned();
        Element assertion = SamlIdp.assertion(document);
        idp.sign(assertion, algorithm, digest, "#" + assertion.getAttribute("ID"));
        return SamlIdp.text(document);
    }

    private static String signedWithReference(String uri) {
        Document document = draft(idp, "alice").unsigned();
        idp.sign(
                SamlIdp.assertion(document),
                "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                "http://www.w3.org/2001/04/xmlenc#sha256",
                uri);
        return SamlIdp.text(document);
    }

    private static String sameIdTwice() {
        Document document = ofAlice();
        document.getDocumentElement()
                .setAttribute("ID", SamlIdp.assertion(document).getAttribute("ID"));
        return SamlIdp.text(document);
    }
}
