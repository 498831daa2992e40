package io.gatehouse.identity.federation;

import io.gatehouse.identity.SelfSigned;

/** Metadata of a SAML identity provider, as one would publish it. */
public final class SamlMetadataText {

    private SamlMetadataText() {}

    public static String of(String entityId, SelfSigned signing) {
        return """
        <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="%1$s">
          <md:IDPSSODescriptor WantAuthnRequestsSigned="false"
              protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
            <md:KeyDescriptor use="signing">
              <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
                <ds:X509Data><ds:X509Certificate>%2$s</ds:X509Certificate></ds:X509Data>
              </ds:KeyInfo>
            </md:KeyDescriptor>
            <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
            <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
                Location="%1$s/sso"/>
            <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
                Location="%1$s/sso"/>
          </md:IDPSSODescriptor>
        </md:EntityDescriptor>
        """
                .formatted(entityId, signing.certificateBase64());
    }
}
