package io.gatehouse.permission;

import io.gatehouse.authz.client.Answer;

/** Nobody could say whether the caller may, so it may not; later somebody may. */
public final class PermissionUnknownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Answer.Cause reason;

    PermissionUnknownException(Answer.Unanswered unanswered) {
        super(unanswered.message(), null, false, false);
        this.reason = unanswered.cause();
    }

    public Answer.Cause reason() {
        return reason;
    }
}
