package io.gatehouse.policyservice.log;

import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policyservice.value.Quotas;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

/** Where the quotas of an owner come from, in the transaction that they bind. */
@FunctionalInterface
public interface QuotaSource {

    Uni<Quotas> of(SqlClient sql, PolicyOwner owner);
}
