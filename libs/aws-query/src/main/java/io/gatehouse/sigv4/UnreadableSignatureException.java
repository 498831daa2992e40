package io.gatehouse.sigv4;

import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;

/** Carries a refusal out of the reader's steps; never leaves this package. */
final class UnreadableSignatureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    UnreadableSignatureException(ErrorCode code, String message) {
        super(message, null, false, false);
        this.refusal = new Refusal(code, message);
    }

    static UnreadableSignatureException incomplete(String message, Object... parts) {
        return new UnreadableSignatureException(
                ErrorCode.INCOMPLETE_SIGNATURE, message.formatted(parts));
    }

    static UnreadableSignatureException mismatch(String message, Object... parts) {
        return new UnreadableSignatureException(
                ErrorCode.SIGNATURE_DOES_NOT_MATCH, message.formatted(parts));
    }

    Refusal refusal() {
        return refusal;
    }
}
