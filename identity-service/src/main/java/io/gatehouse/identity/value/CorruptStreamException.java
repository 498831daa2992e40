package io.gatehouse.identity.value;

/**
 * An event that cannot have happened in the state before it: the stream is broken, and nothing of
 * it is used.
 */
public final class CorruptStreamException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    public CorruptStreamException(Object state, Object event) {
        super(
                "event %s cannot follow state %s"
                        .formatted(
                                event.getClass().getSimpleName(),
                                state.getClass().getSimpleName()));
    }
}
