package io.gatehouse.authz.refusal;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/** The id of a REST request: what the asker gave, or made here. */
public final class RequestId {

    public static final String HEADER = "X-Request-ID";

    private static final int LONGEST = 256;

    private RequestId() {}

    /** That of the header, if it is one. */
    public static String of(@Nullable String given) {
        return given == null || given.isBlank() || given.length() > LONGEST
                ? UUID.randomUUID().toString()
                : given;
    }
}
