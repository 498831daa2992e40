package io.gatehouse.policy.language;

/**
 * What is legal and probably wrong.
 *
 * @param check what it is about
 * @param text for the author of the policy
 * @param line from 1
 * @param column from 1
 * @param path where in the document, such as {@code $.Statement[0].Condition}
 */
public record PolicyWarning(PolicyCheck check, String text, int line, int column, String path) {
    @Override
    public String toString() {
        return "%d:%d %s: %s (%s)".formatted(line, column, path, text, check);
    }
}
