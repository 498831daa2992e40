package io.gatehouse.identity.accesskey;

import io.gatehouse.identity.view.Columns;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * When keys were last used: remembered as they sign, and written aside many at a time, never one
 * write per request (DESIGN 2). A process that is killed loses the uses of its last second. Safe
 * for all threads.
 */
@ApplicationScoped
public class KeyUses {

    private static final Logger LOG = Logger.getLogger(KeyUses.class);
    private static final long EVERY_MILLIS = 1_000;

    private final ConcurrentMap<String, KeyUse> unwritten = new ConcurrentHashMap<>();
    private final Pool database;
    private final Clock clock;

    KeyUses(Pool database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void begin(@Observes StartupEvent starting, io.vertx.mutiny.core.Vertx vertx) {
        vertx.setPeriodic(
                EVERY_MILLIS,
                _ ->
                        write().subscribe()
                                .with(
                                        _ -> {},
                                        failure ->
                                                LOG.warnf(
                                                        "last uses of keys could not be written:"
                                                                + " %s",
                                                        failure.getMessage())));
    }

    /** Called at every request; does no more than remember. */
    public void used(String accessKeyId, String service, String region) {
        unwritten.put(accessKeyId, new KeyUse(clock.instant(), service, region));
    }

    /** Writes what is remembered. */
    public Uni<Void> write() {
        if (unwritten.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<String, KeyUse> batch = new TreeMap<>(unwritten);
        // In order, so that two instances never wait for each other's rows.
        List<Tuple> rows = new ArrayList<>();
        batch.forEach((id, use) ->
                rows.add(Tuple.of(id, Columns.time(use.used()), use.service(), use.region())));
        return database.preparedQuery(
                        """
                        INSERT INTO access_key_use AS u (access_key_id, used, service, region)
                        SELECT $1, $2, $3, $4
                        WHERE EXISTS (SELECT 1 FROM access_key WHERE access_key_id = $1)
                        ON CONFLICT (access_key_id) DO UPDATE
                        SET used = $2, service = $3, region = $4 WHERE u.used < $2
                        """)
                .executeBatch(rows)
                .invoke(() -> batch.forEach(unwritten::remove))
                .replaceWithVoid();
    }

    /** The last uses of keys of one account, by key; of one that was never used, nothing. */
    public Uni<Map<UniqueId, KeyUse>> all(AccountId account) {
        return write().chain(() ->
                        database.preparedQuery(
                                        """
                                        SELECT access_key_id, used, service, region
                                        FROM access_key_use JOIN access_key USING (access_key_id)
                                        WHERE account = $1
                                        """)
                                .execute(Tuple.of(account.digits())))
                .map(KeyUses::byKey);
    }

    /** The last uses of these keys, by key. */
    public Uni<Map<UniqueId, KeyUse>> of(List<UniqueId> keys) {
        String[] ids = keys.stream().map(UniqueId::text).toArray(String[]::new);
        return write().chain(() ->
                        database.preparedQuery(
                                        """
                                        SELECT access_key_id, used, service, region
                                        FROM access_key_use WHERE access_key_id = ANY ($1)
                                        """)
                                .execute(Tuple.of(ids)))
                .map(KeyUses::byKey);
    }

    private static Map<UniqueId, KeyUse> byKey(RowSet<Row> rows) {
        Map<UniqueId, KeyUse> uses = new HashMap<>();
        rows.forEach(row -> uses.put(new UniqueId(row.getString("access_key_id")), use(row)));
        return uses;
    }

    static Uni<Void> forget(SqlClient sql, UniqueId key) {
        return sql.preparedQuery("DELETE FROM access_key_use WHERE access_key_id = $1")
                .execute(Tuple.of(key.text()))
                .replaceWithVoid();
    }

    private static KeyUse use(Row row) {
        return new KeyUse(
                Columns.time(row, "used"), row.getString("service"), row.getString("region"));
    }
}
