package io.gatehouse.cli.evaluate;

/** A line or case that cannot be evaluated; the message says what and where, for its author. */
final class BadQuestionException extends Exception {

    private static final long serialVersionUID = 1;

    BadQuestionException(String message) {
        super(message);
    }
}
