package io.gatehouse.eventstore;

/**
 * Names one stream inside an owner's log, such as {@code user/AIDA…}. Unique ids, never names of
 * people: it stands in clear in the log for ever.
 */
public record StreamName(String text) {

    public StreamName {
        if (text.isBlank() || text.length() > 256) {
            throw new IllegalArgumentException(
                    "a stream has a name of at most 256 characters, not `%s`".formatted(text));
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
