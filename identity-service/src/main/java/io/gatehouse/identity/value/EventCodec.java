package io.gatehouse.identity.value;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How a feature's events are written. Names and fields on the wire are written down in the codec,
 * never derived from class names; each name and version has a golden file, read for ever.
 *
 * @param <E> the feature's events
 */
public interface EventCodec<E> {

    /**
     * @param type wire name, such as {@code user.created}
     * @param version of the type, from 1
     */
    record Written(String type, int version, ObjectNode data) {}

    Written write(E event, PersonalValues personal);

    /** Reads any version ever written; a name or version unknown throws IllegalStateException. */
    E read(Written written, PersonalValues personal);
}
