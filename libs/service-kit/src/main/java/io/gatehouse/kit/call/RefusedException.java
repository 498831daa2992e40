package io.gatehouse.kit.call;

import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;

/** Carries a {@link Refusal} through a {@code Uni}; it reaches the caller as AWS's error. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.code().awsCode() + ": " + refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    public static RefusedException of(ErrorCode code, String message) {
        return new RefusedException(new Refusal(code, message));
    }

    public Refusal refusal() {
        return refusal;
    }
}
