package io.gatehouse.identity.webidentity;

/** A provider could not be asked, or answered what is not an answer. The message is for callers. */
public final class ProviderUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ProviderUnreachableException(String message) {
        super(message);
    }

    ProviderUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
