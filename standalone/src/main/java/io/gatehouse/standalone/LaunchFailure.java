package io.gatehouse.standalone;

/**
 * Gatehouse cannot be started or stopped, for a reason that the person at the terminal can act on;
 * the message is for them.
 */
final class LaunchFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    LaunchFailure(String message) {
        super(message);
    }

    LaunchFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
