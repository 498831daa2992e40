package io.gatehouse.permission;

/** Nobody is known to ask. */
public final class NotAuthenticatedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotAuthenticatedException() {
        super("nobody is known to ask", null, false, false);
    }
}
