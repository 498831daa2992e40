package io.gatehouse.identity.samlassertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.SelfSigned;
import io.gatehouse.identity.federation.SamlIdp;
import io.gatehouse.identity.samlprovider.EncryptionMode;
import io.gatehouse.identity.samlprovider.SamlMetadata;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keycloak.saml.processing.core.util.XMLEncryptionUtil;
import org.w3c.dom.Document;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import javax.crypto.KeyGenerator;
import javax.xml.namespace.QName;

class AssertionCheckTest {

    static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    static final SamlRules RULES =
            new SamlRules(List.of("urn:amazon:webservices"), List.of(SamlIdp.HERE));
    private static final Arn PROVIDER = Arn.parse("arn:aws:iam::111111111111:saml-provider/adfs");
    private static final Arn ROLE = Arn.parse("arn:aws:iam::111111111111:role/dev");

    private static SelfSigned signing;
    private static SelfSigned ours;
    private static SamlIdp idp;

    @BeforeAll
    static void provider() {
        signing = SelfSigned.of("idp");
        ours = SelfSigned.of("gatehouse");
        idp = new SamlIdp("https://idp.example.com", signing);
    }

    private static AssertionClaims verify(Document response) {
        return verify(response, EncryptionMode.ALLOWED);
    }

    private static AssertionClaims verify(Document response, EncryptionMode mode) {
        return AssertionCheck.verify(
                SamlIdp.base64(response),
                SamlMetadata.parse(idp.metadata()),
                mode,
                List.of(ours.keys().getPrivate()),
                RULES,
                NOW);
    }

    private static SamlIdp.Draft draft() {
        return idp.draft(NOW).role(ROLE.toString(), PROVIDER.toString(), "alice");
    }

    private static void refused(Consumer<SamlIdp.Draft> wrong, ErrorCode code, String why) {
        SamlIdp.Draft draft = draft();
        wrong.accept(draft);
        assertThatThrownBy(() -> verify(draft.signed()))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> {
                            assertThat(e.refusal().code()).isEqualTo(code);
                            assertThat(e.refusal().message()).contains(why);
                        });
    }

    @Test
    void an_assertion_is_taken_whether_it_or_the_response_around_it_is_signed() {
        assertThat(verify(draft().signed()).subject()).isEqualTo("alice");
        assertThat(verify(draft().responseSigned()).subject()).isEqualTo("alice");
        Document both = draft().signed();
        idp.sign(both.getDocumentElement());
        assertThat(verify(both).subject()).isEqualTo("alice");
    }

    @Test
    void what_it_says_is_read() {
        AssertionClaims claims =
                verify(
                        draft().attribute(SamlIdp.ATTRIBUTES + "SessionDuration", "1800")
                                .attribute(SamlIdp.ATTRIBUTES + "PrincipalTag:team", "red")
                                .attribute(SamlIdp.ATTRIBUTES + "TransitiveTagKeys", "team")
                                .attribute(SamlIdp.ATTRIBUTES + "SourceIdentity", "alice@x")
                                .attribute("mail", "alice@example.com")
                                .signed());
        assertThat(claims.roles()).containsExactly(new AssertionClaims.RolePair(ROLE, PROVIDER));
        assertThat(claims.sessionName()).contains("alice");
        assertThat(claims.sessionDuration()).contains(Duration.ofMinutes(30));
        assertThat(claims.tags().all()).isEqualTo(Map.of("team", "red"));
        assertThat(claims.tags().transitive()).containsExactly("team");
        assertThat(claims.sourceIdentity()).contains("alice@x");
        assertThat(claims.usableUntil()).isEqualTo(NOW.plusSeconds(300));
        assertThat(SamlKeys.ofTrust(claims, PROVIDER))
                .containsEntry("saml:aud", List.of(SamlIdp.HERE))
                .containsEntry("saml:iss", List.of("https://idp.example.com"))
                .containsEntry("saml:sub", List.of("alice"))
                .containsEntry("saml:sub_type", List.of("persistent"))
                .containsEntry("saml:doc", List.of("111111111111/adfs"))
                .containsEntry("saml:mail", List.of("alice@example.com"))
                .containsKey("saml:namequalifier");
    }

    @Test
    void a_role_and_its_provider_may_stand_in_either_order() {
        AssertionClaims claims =
                verify(idp.draft(NOW).role(PROVIDER.toString(), ROLE.toString(), "a2").signed());
        assertThat(claims.roles()).containsExactly(new AssertionClaims.RolePair(ROLE, PROVIDER));
    }

    @Test
    void an_assertion_for_somebody_else_or_of_somebody_else_is_refused() {
        refused(
                d -> d.audience = "urn:example:other",
                ErrorCode.INVALID_IDENTITY_TOKEN,
                "its audience is not here");
        refused(
                d -> d.recipient = "https://other.example.com/saml",
                ErrorCode.INVALID_IDENTITY_TOKEN,
                "for a recipient here");
        refused(
                d -> d.destination = "https://other.example.com/saml",
                ErrorCode.INVALID_IDENTITY_TOKEN,
                "its destination is not here");
        refused(
                d -> d.issuer = "https://other.example.com",
                ErrorCode.INVALID_IDENTITY_TOKEN,
                "its issuer is not the provider");
    }

    @Test
    void an_assertion_out_of_its_time_is_refused() {
        refused(d -> d.end = NOW, ErrorCode.EXPIRED_TOKEN_EXCEPTION, "its assertion is over");
        refused(
                d -> d.notBefore = NOW.plusSeconds(61),
                ErrorCode.INVALID_IDENTITY_TOKEN,
                "not yet valid");
    }

    @Test
    void a_failed_sign_in_is_the_providers_refusal() {
        refused(
                d -> d.status = "urn:oasis:names:tc:SAML:2.0:status:Responder",
                ErrorCode.IDP_REJECTED_CLAIM,
                "its status is");
    }

    @Test
    void a_provider_whose_metadata_has_expired_is_not_believed() {
        SamlMetadata old =
                SamlMetadata.parse(
                        idp.metadata()
                                .replace(
                                        "entityID=",
                                        "validUntil=\"2026-01-01T00:00:00Z\" entityID="));
        String response = SamlIdp.base64(draft().signed());
        assertThatThrownBy(() ->
                        AssertionCheck.verify(
                                response, old, EncryptionMode.ALLOWED, List.of(), RULES, NOW))
                .isInstanceOf(RefusedException.class);
    }

    private static Document encrypted(Document response) throws Exception {
        KeyGenerator generator = KeyGenerator.getInstance("AES");
        generator.init(256);
        XMLEncryptionUtil.encryptElement(
                new QName(SamlIdp.ASSERTION, "Assertion"),
                response,
                ours.keys().getPublic(),
                generator.generateKey(),
                256,
                new QName(SamlIdp.ASSERTION, "EncryptedAssertion", "saml"),
                true);
        return response;
    }

    @Test
    void an_encrypted_assertion_is_opened_with_the_key_of_the_provider() throws Exception {
        assertThat(verify(encrypted(draft().signed()), EncryptionMode.REQUIRED).subject())
                .isEqualTo("alice");
        Document around = encrypted(draft().unsigned());
        idp.sign(around.getDocumentElement());
        assertThat(verify(around, EncryptionMode.REQUIRED).subject()).isEqualTo("alice");
    }

    @Test
    void where_encryption_is_required_a_plain_assertion_is_refused() {
        Document plain = draft().signed();
        assertThatThrownBy(() -> verify(plain, EncryptionMode.REQUIRED))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("its assertion is not encrypted");
    }

    @Test
    void an_encrypted_assertion_that_nobody_signed_is_refused() throws Exception {
        Document unsigned = encrypted(draft().unsigned());
        assertThatThrownBy(() -> verify(unsigned))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("neither it nor its assertion is signed");
    }
}
