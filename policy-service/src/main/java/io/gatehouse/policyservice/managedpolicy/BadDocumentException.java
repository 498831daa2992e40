package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.model.Refusal;
import io.gatehouse.policy.language.ParsedPolicy;
import io.gatehouse.policyservice.importing.PoliciesToImport.Version;

/** A version whose document the parser refused; says where. */
final class BadDocumentException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    BadDocumentException(Version version, ParsedPolicy.Invalid invalid) {
        super(version.id() + ": " + invalid.first(), null, false, false);
        this.refusal = new Refusal(invalid.first().code(), version.id() + ": " + invalid.first());
    }

    Refusal refusal() {
        return refusal;
    }
}
