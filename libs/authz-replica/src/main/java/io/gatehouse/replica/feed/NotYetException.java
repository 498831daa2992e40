package io.gatehouse.replica.feed;

import java.time.Duration;

/** What {@code at least} names has not arrived here in time. */
public final class NotYetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotYetException(Duration patience) {
        super(
                "not yet: the wanted revision has not arrived within %d ms"
                        .formatted(patience.toMillis()),
                null,
                false,
                false);
    }
}
