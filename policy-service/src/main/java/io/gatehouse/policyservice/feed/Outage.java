package io.gatehouse.policyservice.feed;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Tells a database that is away, where the same may succeed later, from what never will. */
public final class Outage {

    private Outage() {}

    public static boolean isOutage(Throwable failure) {
        return switch (failure) {
            case PgException refused -> isTransient(refused.getSqlState());
            case IOException _, VertxException _, TimeoutException _ -> true;
            default -> false;
        };
    }

    /** Connection lost, transaction rolled back, out of resources, operator intervened. */
    private static boolean isTransient(String sqlState) {
        return sqlState.startsWith("08")
                || sqlState.startsWith("40")
                || sqlState.startsWith("53")
                || sqlState.startsWith("57");
    }
}
