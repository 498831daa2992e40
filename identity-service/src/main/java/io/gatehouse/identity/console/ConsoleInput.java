package io.gatehouse.identity.console;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

import java.util.regex.Pattern;

/** What AWS's model demands of what is typed here, which comes by no model. */
final class ConsoleInput {

    private static final Pattern PASSWORD =
            Pattern.compile("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]{1,128}");

    private ConsoleInput() {}

    /** Fails with InvalidInput; what was typed is not repeated. */
    static void requirePassword(String text) {
        if (!PASSWORD.matcher(text).matches()) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT,
                    "A password has 1 to 128 characters of the Latin-1 set.");
        }
    }
}
