package io.gatehouse.kit.keys;

/** A sealed value that was changed, or is opened as something that it is not. */
public final class BrokenSealException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BrokenSealException(String message) {
        super(message);
    }

    public BrokenSealException(String message, Throwable cause) {
        super(message, cause);
    }
}
