package io.gatehouse.policyservice.directory;

import io.gatehouse.contracts.FactReader.Reading.Accepted;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The accounts whose identity facts are not applied any more, because one of them could not be.
 * Their facts count again when all of them are published again. Safe for all threads.
 */
@ApplicationScoped
class Quarantine {

    private static final Logger LOG = Logger.getLogger(Quarantine.class);

    private final Pool pool;
    private final Set<String> accounts = ConcurrentHashMap.newKeySet();

    Quarantine(Pool pool) {
        this.pool = pool;
    }

    /** Reads who was isolated before this process started. */
    Uni<Void> load() {
        return pool.query("select account from identity_quarantine")
                .execute()
                .invoke(rows -> {
                    for (Row row : rows) {
                        accounts.add(row.getString("account"));
                    }
                })
                .replaceWithVoid();
    }

    /** Applies nothing more of these accounts. */
    Uni<Void> isolate(Map<String, String> reasons) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Map.Entry<String, String> reason : reasons.entrySet()) {
            LOG.errorf(
                    "identity facts of account %s stop here until they are published again: %s",
                    reason.getKey(), reason.getValue());
            all =
                    all.chain(() ->
                            pool.preparedQuery(
                                            """
                                            insert into identity_quarantine (account, reason)
                                            values ($1, $2)
                                            on conflict (account) do update
                                            set reason = excluded.reason
                                            """)
                                    .execute(Tuple.of(reason.getKey(), reason.getValue()))
                                    .invoke(() -> accounts.add(reason.getKey()))
                                    .replaceWithVoid());
        }
        return all;
    }

    /** Whether the fact may be applied: its account is well, or all of it is published again. */
    boolean admits(Accepted accepted) {
        return !accounts.contains(accepted.owner().text())
                || !accepted.fact().getRepublication().isEmpty();
    }

    /** The head that closes a republication ends the quarantine. */
    Uni<Void> releaseAtEndOfRepublication(SqlConnection connection, Accepted accepted) {
        boolean closes = accepted.fact().hasHead() && !accepted.fact().getRepublication().isEmpty();
        if (!closes || !accounts.remove(accepted.owner().text())) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery("delete from identity_quarantine where account = $1")
                .execute(Tuple.of(accepted.owner().text()))
                .replaceWithVoid();
    }

    int size() {
        return accounts.size();
    }
}
