package io.gatehouse.awsquery;

import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;

/** Carries a refusal out of the recursion of the reader; never leaves this package. */
final class RefusedRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    RefusedRequestException(ErrorCode code, String message) {
        super(message, null, false, false);
        this.refusal = new Refusal(code, message);
    }

    Refusal refusal() {
        return refusal;
    }
}
