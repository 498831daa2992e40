package io.gatehouse.identity.role;

import io.gatehouse.identity.view.Columns;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.model.UniqueId;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * When roles were last used: remembered as their sessions sign, and written aside many at a time,
 * never one write per request (DESIGN 2). A process that is killed loses the uses of its last
 * second. Safe for all threads.
 */
@ApplicationScoped
public class RoleUses {

    private static final Logger LOG = Logger.getLogger(RoleUses.class);
    private static final long EVERY_MILLIS = 1_000;

    private final ConcurrentMap<String, Use> unwritten = new ConcurrentHashMap<>();
    private final Pool database;
    private final Clock clock;
    private final String region;

    RoleUses(
            Pool database,
            Clock clock,
            @ConfigProperty(name = "gatehouse.region", defaultValue = "us-east-1") String region) {
        this.database = database;
        this.clock = clock;
        this.region = region;
    }

    /** A use, and the region that was asked. */
    public record Use(Instant at, String region) {}

    void begin(@Observes StartupEvent starting, Vertx vertx) {
        vertx.setPeriodic(EVERY_MILLIS, _ -> writeAside());
    }

    private void writeAside() {
        write().subscribe()
                .with(
                        _ -> {},
                        failure ->
                                LOG.warnf(
                                        "last uses of roles could not be written: %s",
                                        failure.getMessage()));
    }

    /** Called at every request; does no more than remember, and of sessions of roles alone. */
    public void usedBy(Caller caller) {
        if (caller instanceof Caller.AssumedRole session) {
            String id = session.principalId();
            int colon = id.indexOf(':');
            unwritten.put(
                    colon < 0 ? id : id.substring(0, colon), new Use(clock.instant(), region));
        }
    }

    private Uni<Void> write() {
        if (unwritten.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<String, Use> batch = new TreeMap<>(unwritten);
        // In order, so that two instances never wait for each other's rows.
        List<Tuple> rows = new ArrayList<>();
        batch.forEach((id, use) -> rows.add(Tuple.of(id, Columns.time(use.at()), use.region())));
        return database.preparedQuery(
                        """
                        INSERT INTO role_use AS u (role_id, used, region)
                        SELECT $1, $2, $3 WHERE EXISTS (SELECT 1 FROM iam_role WHERE role_id = $1)
                        ON CONFLICT (role_id) DO UPDATE
                        SET used = $2, region = $3 WHERE u.used < $2
                        """)
                .executeBatch(rows)
                .invoke(() -> batch.forEach(unwritten::remove))
                .replaceWithVoid();
    }

    /** The last use of a role; empty for one that was never used. */
    Uni<Optional<Use>> of(UniqueId role) {
        return of(List.of(role)).map(uses -> Optional.ofNullable(uses.get(role)));
    }

    /** The last uses of those of the roles that were ever used. */
    public Uni<Map<UniqueId, Use>> of(Collection<UniqueId> roles) {
        String[] ids = roles.stream().map(UniqueId::text).toArray(String[]::new);
        return write().chain(() ->
                        database.preparedQuery(
                                        """
                                        SELECT role_id, used, region FROM role_use
                                        WHERE role_id = ANY ($1)
                                        """)
                                .execute(Tuple.of(ids)))
                .map(rows -> {
                    Map<UniqueId, Use> uses = new HashMap<>();
                    rows.forEach(row -> uses.put(new UniqueId(row.getString("role_id")), use(row)));
                    return uses;
                });
    }

    private static Use use(Row row) {
        return new Use(Columns.time(row, "used"), row.getString("region"));
    }
}
