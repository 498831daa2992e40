package io.gatehouse.identity.imports;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tag;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.identity.view.UsedIds;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.IdKind;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import org.jspecify.annotations.Nullable;

import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** The fields of import entries as values; what is wrong with one is refused with its text. */
final class Entries {

    private static final SecureRandom CHANCE = new SecureRandom();

    private Entries() {}

    /** The id that an entity gets, and what to say about it. */
    record GivenId(UniqueId id, List<String> warnings) {
        GivenId {
            warnings = List.copyOf(warnings);
        }
    }

    static EntityName name(String text, int longest) {
        if (text.length() > longest) {
            throw invalid("a name has at most %d characters: `%s`".formatted(longest, text));
        }
        try {
            return new EntityName(text);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    static EntityPath path(@Nullable String text) {
        try {
            return text == null ? EntityPath.ROOT : new EntityPath(text);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    /** Tags of AWS itself are taken as they are. */
    static Tags tags(@Nullable Map<String, String> tags) {
        if (tags == null) {
            return Tags.NONE;
        }
        try {
            return new Tags(
                    tags.entrySet().stream().map(t -> new Tag(t.getKey(), t.getValue())).toList());
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    static Instant created(@Nullable String text, Instant now) {
        if (text == null) {
            return now;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw invalid("not a date and time: `" + text + "`");
        }
    }

    /** Keeps an id that is well formed and never was one here; else gives a new one and says so. */
    static Uni<GivenId> id(SqlClient sql, IdKind kind, @Nullable String wanted) {
        if (wanted == null) {
            return Uni.createFrom().item(new GivenId(UniqueId.random(kind, CHANCE), List.of()));
        }
        if (!UniqueId.isWellFormed(wanted) || !new UniqueId(wanted).is(kind)) {
            return Uni.createFrom().item(replaced(kind, wanted, "is not one of this kind"));
        }
        UniqueId id = new UniqueId(wanted);
        return UsedIds.has(sql, id)
                .map(used ->
                        used
                                ? replaced(kind, wanted, "was one here before")
                                : new GivenId(id, List.of()));
    }

    static RefusedException invalid(String message) {
        return RefusedException.of(ErrorCode.INVALID_INPUT, message);
    }

    private static GivenId replaced(IdKind kind, String wanted, String why) {
        UniqueId id = UniqueId.random(kind, CHANCE);
        return new GivenId(
                id, List.of("unique id %s %s: replaced by %s".formatted(wanted, why, id)));
    }
}
