package io.gatehouse.snapshot;

/** A snapshot file cannot be gone on from: everything must be read from the beginning. */
public final class RefusedImageException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public RefusedImageException(String reason) {
        super(reason);
    }
}
