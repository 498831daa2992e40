package io.gatehouse.kit.keys;

/**
 * A key that is needed is not there, or is not safe to use. The message names it, never its bytes.
 */
public final class MissingKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MissingKeyException(String message) {
        super(message);
    }

    public MissingKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
