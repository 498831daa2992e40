package io.gatehouse.kit.renewal;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

/** Values that are sealed under keys which rotate, as a walk sees them. Safe for all threads. */
public interface SealedValues {

    /** Of the first step of a walk. */
    String START = "";

    /** Which these are, for the log. */
    String name();

    /**
     * Looks at the {@code atMost} values that come after that place and seals anew what an older
     * key sealed; a value that was replaced in the meantime is left.
     *
     * @param after {@link #START}, or what the step before told
     */
    Uni<Step> step(SqlClient sql, String after, int atMost);

    /**
     * What a step saw.
     *
     * @param newest how many are under the newest key now
     * @param older how many are not, because they do not open
     * @param next where the next step begins; empty at the end
     */
    record Step(int newest, int older, String next) {

        boolean isLast() {
            return next.isEmpty();
        }
    }
}
