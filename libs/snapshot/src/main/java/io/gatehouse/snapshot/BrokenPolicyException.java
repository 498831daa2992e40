package io.gatehouse.snapshot;

/**
 * A policy that bears on a decision is missing or cannot be read: the decision must not be made.
 */
final class BrokenPolicyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenPolicyException(String message) {
        super(message, null, false, false);
    }

    /** As {@link #getMessage()}, never null. */
    String text() {
        String message = getMessage();
        return message == null ? "a policy is broken" : message;
    }
}
