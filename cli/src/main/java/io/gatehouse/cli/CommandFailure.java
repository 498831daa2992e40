package io.gatehouse.cli;

/** A command cannot do what it was asked; the message is for the person at the terminal. */
public final class CommandFailure extends RuntimeException {

    /** Exit status of every failure. */
    public static final int STATUS = 2;

    private static final long serialVersionUID = 1;

    public CommandFailure(String message) {
        super(message);
    }

    public CommandFailure(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
