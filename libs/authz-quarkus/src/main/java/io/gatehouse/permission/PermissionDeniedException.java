package io.gatehouse.permission;

/** The caller may not. The message is AWS's sentence, for the caller. */
public final class PermissionDeniedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PermissionDeniedException(String message) {
        super(message, null, false, false);
    }
}
