package io.gatehouse.eventstore;

import io.gatehouse.model.PolicyOwner;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys of subjects, kept outside of the log: erasing a person destroys the key and leaves the
 * hash chain valid (DESIGN 2). A subject belongs to one owner. Thread-safe.
 */
public final class SubjectKeys {

    private final KeyWrapping wrapping;

    public SubjectKeys(KeyWrapping wrapping) {
        this.wrapping = wrapping;
    }

    /** For writing: keys are made for subjects that have none yet, in the client's transaction. */
    public Uni<Map<String, PersonalValues>> forWriting(
            SqlClient sql, PolicyOwner owner, Set<String> subjects) {
        return reading(sql, owner, subjects)
                .chain(known -> {
                    // In order, so that two transactions never wait for each other's new keys.
                    Set<String> without = new TreeSet<>(subjects);
                    without.removeAll(known.keySet());
                    return without.isEmpty()
                            ? Uni.createFrom().item(known)
                            : make(sql, owner, without)
                                    .chain(made -> {
                                        made.putAll(known);
                                        return made.keySet().containsAll(subjects)
                                                ? Uni.createFrom().item(made)
                                                : reading(sql, owner, subjects);
                                    });
                });
    }

    /** The same, of a subject that most likely has no key yet: asked for and made at once. */
    public Uni<Map<String, PersonalValues>> forWritingOfNew(
            SqlClient sql, PolicyOwner owner, String fresh, Set<String> others) {
        Set<String> subjects = new HashSet<>(others);
        subjects.add(fresh);
        return Uni.combine()
                .all()
                .unis(reading(sql, owner, subjects), make(sql, owner, Set.of(fresh)))
                .with((known, made) -> {
                    known.putAll(made);
                    return known;
                })
                .chain(known ->
                        known.keySet().containsAll(subjects)
                                ? Uni.createFrom().item(known)
                                : forWriting(sql, owner, subjects));
    }

    /** Without those that another transaction made meanwhile. */
    private Uni<Map<String, PersonalValues>> make(
            SqlClient sql, PolicyOwner owner, Set<String> subjects) {
        io.vertx.core.buffer.Buffer[] keys =
                subjects.stream()
                        .map(subject -> wrapping.wrap(Sealed.randomKey(), context(owner, subject)))
                        .map(io.vertx.core.buffer.Buffer::buffer)
                        .toArray(io.vertx.core.buffer.Buffer[]::new);
        return sql.preparedQuery(
                        """
                        INSERT INTO subject_key (owner, subject, wrapped_key)
                        SELECT $1, fresh.subject, fresh.wrapped_key
                        FROM unnest($2::text[], $3::bytea[]) AS fresh (subject, wrapped_key)
                        ON CONFLICT DO NOTHING
                        RETURNING subject, wrapped_key
                        """)
                .execute(Tuple.of(owner.text(), subjects.toArray(String[]::new), keys))
                .map(rows -> values(owner, rows));
    }

    /** For reading: subjects that never had a key are left out; erased ones open to nothing. */
    public Uni<Map<String, PersonalValues>> reading(
            SqlClient sql, PolicyOwner owner, Collection<String> subjects) {
        return sql.preparedQuery(
                        """
                        SELECT subject, wrapped_key
                        FROM subject_key
                        WHERE owner = $1 AND subject = ANY ($2)
                        """)
                .execute(Tuple.of(owner.text(), subjects.toArray(String[]::new)))
                .map(rows -> values(owner, rows));
    }

    /** Destroys the subject's key; idempotent. Whoever holds backups must let them expire too. */
    public Uni<Void> erase(SqlClient sql, PolicyOwner owner, String subject) {
        return sql.preparedQuery(
                        """
                        INSERT INTO subject_key (owner, subject, erased_at)
                        VALUES ($1, $2, clock_timestamp())
                        ON CONFLICT (owner, subject) DO UPDATE
                        SET wrapped_key = NULL, erased_at = clock_timestamp()
                        WHERE subject_key.wrapped_key IS NOT NULL
                        """)
                .execute(Tuple.of(owner.text(), subject))
                .replaceWithVoid();
    }

    private Map<String, PersonalValues> values(PolicyOwner owner, Iterable<Row> rows) {
        Map<String, PersonalValues> values = new HashMap<>();
        rows.forEach(row -> values.put(row.getString("subject"), values(owner, row)));
        return values;
    }

    private PersonalValues values(PolicyOwner owner, Row row) {
        String context = context(owner, row.getString("subject"));
        Buffer wrapped = row.getBuffer("wrapped_key");
        return wrapped == null
                ? new Erased(context)
                : new Live(wrapping.unwrap(wrapped.getBytes(), context), context);
    }

    private static String context(PolicyOwner owner, String subject) {
        return owner.text() + '/' + subject;
    }

    private static final class Live implements PersonalValues {

        private final byte[] key;
        private final String context;

        Live(byte[] key, String context) {
            this.key = key;
            this.context = context;
        }

        @Override
        public String seal(String clear) {
            byte[] bytes = clear.getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder().encodeToString(Sealed.seal(key, bytes, context));
        }

        @Override
        public Optional<String> open(String sealed) {
            byte[] bytes = Sealed.open(key, Base64.getDecoder().decode(sealed), context);
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private record Erased(String context) implements PersonalValues {
        @Override
        public String seal(String clear) {
            throw new IllegalStateException("erased: " + context);
        }

        @Override
        public Optional<String> open(String sealed) {
            return Optional.empty();
        }
    }
}
