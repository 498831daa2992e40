package io.gatehouse.policy.language;

import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;

/**
 * Why a document is refused.
 *
 * @param code AWS's code
 * @param message AWS's text for the caller
 * @param detail what exactly is wrong, in our words
 * @param line from 1
 * @param column from 1
 * @param path where in the document, such as {@code $.Statement[0].Effect}
 */
public record PolicyProblem(
        ErrorCode code, String message, String detail, int line, int column, String path) {

    /** As an answer to the caller: AWS's code and text. */
    public Refusal refusal() {
        return new Refusal(code, message);
    }

    @Override
    public String toString() {
        return "%d:%d %s: %s (%s)".formatted(line, column, path, message, detail);
    }
}
