package io.gatehouse.policyservice.value;

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

    /** An event whose name, version or content no codec of ours wrote. */
    public CorruptStreamException(String message) {
        super(message);
    }
}
