package io.gatehouse.policyservice.usage;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Reports nodes that were lost before they had published all that they counted: once each. */
@ApplicationScoped
class LostUsage {

    private static final Logger LOG = Logger.getLogger(LostUsage.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final Pool pool;
    private final Set<String> reported = new HashSet<>();
    private volatile int lost;
    private @Nullable Cancellable asking;

    LostUsage(Pool pool, MeterRegistry metrics) {
        this.pool = pool;
        Gauge.builder("gatehouse.usage.lost.incarnations", this, one -> one.lost)
                .description("processes that fell silent before they had published all usage")
                .register(metrics);
    }

    void start(@Observes StartupEvent started) {
        asking =
                Multi.createFrom()
                        .ticks()
                        .every(PERIOD)
                        .onOverflow()
                        .drop()
                        .onItem()
                        .transformToUniAndConcatenate(_ ->
                                ask().onFailure()
                                        .invoke(failure ->
                                                LOG.debug("the ledger cannot be asked", failure))
                                        .onFailure()
                                        .recoverWithNull())
                        .subscribe()
                        .with(_ -> {});
    }

    void stop(@Observes ShutdownEvent ended) {
        if (asking != null) {
            asking.cancel();
        }
    }

    private io.smallrye.mutiny.Uni<Void> ask() {
        return pool.preparedQuery(
                        """
                        select incarnation, process, node, hour, last_heard from usage_incarnation
                        where not is_final and last_heard < now() - $1 * interval '1 second'
                        """)
                .execute(Tuple.of((int) Ledger.SILENCE.toSeconds()))
                .invoke(this::report)
                .replaceWithVoid();
    }

    private synchronized void report(RowSet<Row> rows) {
        lost = rows.size();
        for (Row row : rows) {
            if (reported.add(row.getString("incarnation"))) {
                LOG.errorf(
                        "usage that %s counted on node %s in the hour of %s may be missing: silent"
                                + " since %s without an end",
                        row.getString("process"),
                        row.getString("node"),
                        row.getOffsetDateTime("hour"),
                        row.getOffsetDateTime("last_heard"));
            }
        }
    }
}
