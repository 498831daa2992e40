package io.gatehouse.policyservice.accountdetails;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;

/**
 * Where in the details a page starts: in which part, after which key of it. Parts come in the order
 * of this list, and within a part the order is that of keys; so what comes or goes moves nothing.
 *
 * @param after empty for the start of the part
 */
record Place(Part part, String after) {

    static final Place START = new Place(Part.USERS, "");

    /** The lists of the answer, in order. */
    enum Part {
        USERS,
        GROUPS,
        ROLES,
        LOCAL_POLICIES,
        AWS_POLICIES
    }

    /** Reads {@link #key}; empty is the start. */
    static Place of(String key) {
        if (key.isEmpty()) {
            return START;
        }
        int end = key.indexOf('/');
        for (Part part : Part.values()) {
            if (end > 0 && part.name().equals(key.substring(0, end))) {
                return new Place(part, key.substring(end + 1));
            }
        }
        throw RefusedException.of(ErrorCode.VALIDATION_ERROR, "Invalid Marker.");
    }

    String key() {
        return part.name() + '/' + after;
    }
}
