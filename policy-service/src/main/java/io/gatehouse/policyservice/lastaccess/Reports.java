package io.gatehouse.policyservice.lastaccess;

import io.gatehouse.model.AccountId;
import io.gatehouse.policyservice.request.Inputs;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reports that were asked for; kept for a week. No state of IAM, so no event. */
@ApplicationScoped
class Reports {

    private static final Duration KEPT = Duration.ofDays(7);

    private final Pool pool;
    private final Inputs inputs;

    Reports(Pool pool, Inputs inputs) {
        this.pool = pool;
        this.inputs = inputs;
    }

    /** Keeps the wish and answers with the report's id. */
    Uni<String> ask(AccountId account, String arn, String granularity) {
        String id = inputs.reportId();
        Instant now = inputs.now();
        return pool.preparedQuery("delete from last_accessed_report where created < $1")
                .execute(Tuple.of(now.minus(KEPT).atOffset(ZoneOffset.UTC)))
                .chain(_ ->
                        pool.preparedQuery(
                                        """
                                        insert into last_accessed_report
                                            (id, account, arn, granularity, created)
                                        values ($1, $2, $3, $4, $5)
                                        """)
                                .execute(
                                        Tuple.of(
                                                id,
                                                account.digits(),
                                                arn,
                                                granularity,
                                                now.atOffset(ZoneOffset.UTC))))
                .replaceWith(id);
    }

    Uni<Optional<ReportRow>> find(AccountId account, String id) {
        return Panache.withSession(() ->
                        Panache.getSession().chain(session -> session.find(ReportRow.class, id)))
                .map(row ->
                        Optional.ofNullable(row)
                                .filter(found -> found.account.equals(account.digits())));
    }
}
