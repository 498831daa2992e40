package io.gatehouse.eventstore;

import io.gatehouse.model.LogPosition;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * An owner's log while its head is locked: what is read here stays true until the command commits.
 * Of one transaction; not thread-safe.
 */
public final class LockedLog {

    private final SqlClient sql;
    private final LogHead head;
    private final SubjectKeys keys;
    private final String actor;
    private final Map<StreamName, Long> versions = new HashMap<>();

    /** What was read already: nothing but this transaction changes it while the head is locked. */
    private final Map<String, PersonalValues> personal = new HashMap<>();

    /**
     * @param actor whose values are wanted in the end, whatever is written
     */
    LockedLog(SqlClient sql, LogHead head, SubjectKeys keys, String actor) {
        this.sql = sql;
        this.head = head;
        this.keys = keys;
        this.actor = actor;
    }

    /** The head before this command. */
    public LogPosition position() {
        return head.position();
    }

    /** All events of a stream of this log; version 0 when it has none. */
    public Uni<StoredStream> stream(StreamName name) {
        return EventRows.stream(sql, head.position().owner(), name)
                .invoke(stream -> versions.put(name, stream.version()));
    }

    /**
     * Personal values of the subjects, by subject; keys are made for those that have none. Kept
     * only if the command commits.
     */
    public Uni<Map<String, PersonalValues>> personal(Set<String> subjects) {
        if (personal.keySet().containsAll(subjects)) {
            return Uni.createFrom().item(Map.copyOf(personal));
        }
        Set<String> wanted = new HashSet<>(subjects);
        wanted.add(actor);
        return keys.forWriting(sql, head.position().owner(), wanted).invoke(personal::putAll);
    }

    /** Of a subject that comes into being with this command. */
    public Uni<PersonalValues> personalOfNew(String subject) {
        return keys.forWritingOfNew(sql, head.position().owner(), subject, Set.of(actor))
                .invoke(personal::putAll)
                .map(values -> Objects.requireNonNull(values.get(subject), "made if missing"));
    }

    /** Personal values of one subject, whose key is made if it has none. */
    public Uni<PersonalValues> personal(String subject) {
        return personal(Set.of(subject))
                .map(values -> Objects.requireNonNull(values.get(subject), "made if missing"));
    }

    /** For reading this database's views under the lock. Never for anything remote. */
    public SqlClient sql() {
        return sql;
    }

    LogHead head() {
        return head;
    }

    /** The stream's next version, counted on. */
    long nextVersion(StreamName name) {
        Long version = versions.get(name);
        if (version == null) {
            throw new IllegalStateException(
                    "stream `%s` must be read under the lock before it is written".formatted(name));
        }
        versions.put(name, version + 1);
        return version + 1;
    }
}
