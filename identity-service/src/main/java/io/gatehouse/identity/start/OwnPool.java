package io.gatehouse.identity.start;

import io.gatehouse.kit.relay.OwnDatabase;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.sqlclient.Pool;

import jakarta.inject.Singleton;

/** Makes the pool by {@link OwnDatabase}. */
@Singleton
class OwnPool implements PgPoolCreator {

    private final OwnDatabase database = new OwnDatabase();

    @Override
    public Pool create(Input input) {
        return database.pool(input.vertx(), input.poolOptions(), input.pgConnectOptionsList());
    }

    OwnDatabase database() {
        return database;
    }
}
