package io.gatehouse.identity.samlassertion;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

/** STS's codes for assertions that are not taken. */
final class SamlRefusals {

    private SamlRefusals() {}

    static RefusedException invalid(String why) {
        return RefusedException.of(
                ErrorCode.INVALID_IDENTITY_TOKEN, "The SAML response is not taken: " + why + ".");
    }

    static RefusedException expired(String why) {
        return RefusedException.of(
                ErrorCode.EXPIRED_TOKEN_EXCEPTION, "The SAML response has expired: " + why + ".");
    }

    static RefusedException rejected(String why) {
        return RefusedException.of(
                ErrorCode.IDP_REJECTED_CLAIM,
                "The identity provider did not sign anybody in: " + why + ".");
    }
}
