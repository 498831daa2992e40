package io.gatehouse.identity.guessing;

import io.gatehouse.identity.log.Attempts;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.view.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Counts tries at secrets. A try is counted as a failure before the secret is looked at, and
 * forgotten when it was right, so that a thousand tries at once are no better than a thousand in a
 * row. Shared by all instances through the database. Safe for all threads.
 */
@ApplicationScoped
public class Guesses {

    private final Pool database;
    private final Clock clock;
    private final Attempts attempts;

    Guesses(Pool database, Clock clock, Attempts attempts) {
        this.database = database;
        this.clock = clock;
        this.attempts = attempts;
    }

    /**
     * Whether a try may be made now at all of these; a try that may is counted.
     *
     * @param subjects always in the same order, for two tries never to wait for each other
     */
    public Uni<Boolean> begin(List<Subject> subjects) {
        OffsetDateTime now = Columns.time(clock.instant());
        return database.withTransaction(
                        sql -> {
                            Uni<Boolean> all = Uni.createFrom().item(true);
                            for (Subject subject : subjects) {
                                all =
                                        all.chain(soFar ->
                                                soFar
                                                        ? begin(sql, subject, now)
                                                        : Uni.createFrom().item(false));
                            }
                            // One that has to wait takes back what the others counted.
                            return all.invoke(admitted -> {
                                if (!admitted) {
                                    throw new TooSoon();
                                }
                            });
                        })
                .onFailure(TooSoon.class)
                .recoverWithItem(false);
    }

    private static Uni<Boolean> begin(SqlClient sql, Subject subject, OffsetDateTime now) {
        Subject.Kind kind = subject.kind();
        return sql.preparedQuery(
                        """
                        INSERT INTO guess AS g (subject, failures, tried, free_at)
                        VALUES ($1, 1, $2, $2)
                        ON CONFLICT (subject) DO UPDATE SET
                            failures = CASE WHEN g.tried < $3 THEN 1 ELSE g.failures + 1 END,
                            tried = $2,
                            free_at = CASE
                                WHEN g.tried < $3 OR g.failures + 1 < $4 THEN $2
                                ELSE $2 + make_interval(secs =>
                                    LEAST($5::float8, power(2, LEAST(g.failures + 1 - $4, 30))))
                                END
                        WHERE g.free_at <= $2 OR g.tried < $3
                        RETURNING failures
                        """)
                .execute(
                        Tuple.of(
                                subject.digest(),
                                now,
                                now.minus(kind.forgotten()),
                                kind.free(),
                                (double) kind.longest().toSeconds()))
                .map(rows -> rows.size() > 0);
    }

    /** The try was right: of a secret all is forgotten, of an address this try. */
    public Uni<Void> right(List<Subject> subjects) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Subject subject : subjects) {
            all = all.chain(() -> right(subject));
        }
        return all;
    }

    private Uni<Void> right(Subject subject) {
        String sql =
                subject.kind() == Subject.Kind.ADDRESS
                        ? """
                        UPDATE guess SET failures = greatest(failures - 1, 0), free_at = tried
                        WHERE subject = $1
                        """
                        : "DELETE FROM guess WHERE subject = $1";
        return database.preparedQuery(sql).execute(Tuple.of(subject.digest())).replaceWithVoid();
    }

    /**
     * The try was wrong: it stays counted, and subscribers hear when it begins to look like one.
     */
    public Uni<Void> wrong(Origin origin, List<Subject> subjects) {
        return database.preparedQuery(
                        "SELECT subject, failures FROM guess WHERE subject = ANY ($1)")
                .execute(Tuple.of(subjects.stream().map(Subject::digest).toArray(String[]::new)))
                .invoke(rows -> rows.forEach(row -> tell(origin, subjects, row)))
                .replaceWithVoid();
    }

    private void tell(Origin origin, List<Subject> subjects, Row row) {
        int failures = row.getInteger("failures");
        for (Subject subject : subjects) {
            int beyond = failures - subject.kind().free();
            // At the limit and at each doubling: a guesser does not fill the topic.
            if (subject.digest().equals(row.getString("subject"))
                    && beyond >= 0
                    && Integer.bitCount(beyond) <= 1) {
                attempts.noticed(
                        origin,
                        "guessing.noticed",
                        Map.of(
                                "at",
                                subject.kind().name().toLowerCase(Locale.ROOT),
                                "failures",
                                Integer.toString(failures)));
            }
        }
    }

    private static final class TooSoon extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooSoon() {
            super(null, null, false, false);
        }
    }
}
