package io.gatehouse.authz.caller;

/** The caller may not ask. The message is for it. */
public final class NotAdmittedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotAdmittedException(String message) {
        super(message, null, false, false);
    }
}
