package io.gatehouse.identity.start;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Makes the pool, and remembers how it connects: the relay's own connection is made the same way,
 * with the same role, the same TLS and the same trust.
 */
@Singleton
class OwnDatabase implements PgPoolCreator {

    private volatile @Nullable PgConnectOptions options;

    @Override
    public Pool create(Input input) {
        options = input.pgConnectOptionsList().getFirst();
        List<SqlConnectOptions> servers = List.copyOf(input.pgConnectOptionsList());
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(servers)
                .using(input.vertx())
                .build();
    }

    /**
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
