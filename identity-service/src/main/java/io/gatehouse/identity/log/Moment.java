package io.gatehouse.identity.log;

import io.vertx.mutiny.sqlclient.SqlClient;

import java.time.Instant;

/**
 * Where a command is prepared: in its transaction, under the lock of its account.
 *
 * @param now of this command, by the clock of this service
 */
public record Moment(SqlClient sql, Instant now) {}
