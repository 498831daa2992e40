package io.gatehouse.kit.relay;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Makes the pool of a writing service and remembers how it connects: the relay's own connection is
 * made the same way, with the same role, the same TLS and the same trust. Safe for all threads.
 */
public final class OwnDatabase {

    private volatile @Nullable PgConnectOptions options;

    /** The pool that Quarkus asks for, at its first use. */
    public Pool pool(Vertx vertx, PoolOptions size, List<PgConnectOptions> servers) {
        options = servers.getFirst();
        List<SqlConnectOptions> all = List.copyOf(servers);
        return PgBuilder.pool().with(size).connectingTo(all).using(vertx).build();
    }

    /**
     * How the pool connects.
     *
     * @throws IllegalStateException before the pool was used
     */
    PgConnectOptions options() {
        PgConnectOptions known = options;
        if (known == null) {
            throw new IllegalStateException("the pool was not made yet");
        }
        return new PgConnectOptions(known);
    }
}
