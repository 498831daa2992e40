package io.gatehouse.identity.log;

import io.gatehouse.identity.value.Quotas;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

/** Where the quotas of an account come from: read under its lock, with the command. */
@FunctionalInterface
public interface AccountQuotas {

    Uni<Quotas> of(SqlClient sql, AccountId account);
}
