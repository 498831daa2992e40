package io.gatehouse.policyservice.usage;

import io.gatehouse.model.AccountId;
import io.gatehouse.policyservice.lastaccess.LastAccess;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The latest uses, read from the ledger. Safe for all threads. */
@ApplicationScoped
class LastUses implements LastAccess {

    private final Pool pool;

    LastUses(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<Use>> of(AccountId account, Collection<String> principalIds) {
        return pool.preparedQuery(
                        """
                        select principal, lower(service) as service, max(action) as action,
                            max(last_used) as last_used
                        from usage_total
                        where account = $1 and principal = any($2)
                        group by principal, lower(service), lower(action)
                        """)
                .execute(Tuple.of(account.digits(), principalIds.toArray(new String[0])))
                .map(rows -> {
                    List<Use> uses = new ArrayList<>();
                    rows.forEach(row ->
                            uses.add(
                                    new Use(
                                            row.getString("principal"),
                                            row.getString("service"),
                                            row.getString("action"),
                                            row.getOffsetDateTime("last_used").toInstant())));
                    return uses;
                });
    }
}
