package io.gatehouse.eventstore;

/**
 * The same invocation was carried out already, by another request: nothing was written. Its first
 * answer is in {@link FirstAnswers}.
 */
public final class RepeatedInvocationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RepeatedInvocationException() {
        super("the invocation was carried out already", null, false, false);
    }
}
