package io.gatehouse.identity.value;

/** An event of a name or version that this release does not know: a newer release wrote it. */
public final class UnknownEventException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    public UnknownEventException(EventCodec.Written written) {
        super("unknown event `%s` version %d".formatted(written.type(), written.version()));
    }
}
