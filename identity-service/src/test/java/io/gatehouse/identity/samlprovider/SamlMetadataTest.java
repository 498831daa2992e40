package io.gatehouse.identity.samlprovider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.SelfSigned;
import io.gatehouse.identity.federation.SamlMetadataText;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;

class SamlMetadataTest {

    private static SelfSigned signing;
    private static String document;

    @BeforeAll
    static void published() {
        signing = SelfSigned.of("idp");
        document = SamlMetadataText.of("https://idp.example.com", signing);
    }

    @Test
    void entity_certificate_and_validity_are_read() {
        SamlMetadata metadata =
                SamlMetadata.parse(
                        document.replace(
                                "entityID=", "validUntil=\"2036-01-01T00:00:00Z\" entityID="));
        assertThat(metadata.entityId()).isEqualTo("https://idp.example.com");
        assertThat(metadata.signing()).containsExactly(signing.certificate());
        assertThat(metadata.validUntil()).contains(Instant.parse("2036-01-01T00:00:00Z"));
        assertThat(SamlMetadata.parse(document).validUntil()).isEmpty();
    }

    @Test
    void a_document_type_is_refused_before_anything_is_read() {
        String attack =
                "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
                        + document.replace("https://idp.example.com", "&f;");
        assertThatThrownBy(() -> SamlMetadata.parse(attack))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it is not well-formed XML without a DOCTYPE");
    }

    @ParameterizedTest
    @CsvSource({
        "IDPSSODescriptor, SPSSODescriptor, it is no SAML 2.0 metadata",
        "use=\"signing\", use=\"encryption\", it has no certificate for signing",
        "entityID=\"https://idp.example.com\", entityID=\" \", it has no entityID",
    })
    void metadata_without_what_counts_is_refused(String what, String by, String why) {
        assertThatThrownBy(() -> SamlMetadata.parse(document.replace(what, by)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }

    @Test
    void what_is_no_metadata_is_refused() {
        assertThatThrownBy(() -> SamlMetadata.parse("<html/>"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SamlMetadata.parse("x".repeat(200_001)))
                .hasMessageContaining("200000");
    }

    @Test
    void a_private_key_is_read_and_anything_else_is_refused_without_repeating_it() {
        assertThat(SamlPrivateKeys.parse(signing.privateKeyPem()))
                .isEqualTo(signing.keys().getPrivate());
        assertThatThrownBy(() -> SamlPrivateKeys.parse("secret stuff"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }
}
