package io.gatehouse.eventstore;

/**
 * One event to be appended, as bytes.
 *
 * @param type wire name, such as {@code user.created}
 * @param typeVersion of the type, from 1
 * @param payload with personal values sealed; never a secret. Not copied: do not change it
 */
@SuppressWarnings("ArrayRecordComponent") // Moved, never compared.
public record NewEvent(StreamName stream, String type, int typeVersion, byte[] payload) {

    public NewEvent {
        if (type.isBlank() || typeVersion < 1) {
            throw new IllegalArgumentException(
                    "an event has a type and a version from 1: `%s` %d"
                            .formatted(type, typeVersion));
        }
    }
}
