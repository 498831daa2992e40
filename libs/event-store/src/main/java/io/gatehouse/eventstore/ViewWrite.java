package io.gatehouse.eventstore;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

/**
 * Rows for reading, written in the transaction of the events. SQL of this database only: the
 * transaction holds the owner's head and ends after {@link CommandRunner#TRANSACTION_LIMIT}.
 */
@FunctionalInterface
public interface ViewWrite {

    Uni<Void> write(SqlClient sql);
}
