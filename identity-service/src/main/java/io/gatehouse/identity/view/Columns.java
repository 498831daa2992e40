package io.gatehouse.identity.view;

import io.gatehouse.identity.value.Tag;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.Arn;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Values to columns and back. */
public final class Columns {

    private Columns() {}

    public static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    public static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    public static Optional<Instant> timeIfAny(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    public static JsonArray tags(Tags tags) {
        JsonArray array = new JsonArray();
        tags.all().forEach(t -> array.add(JsonObject.of("key", t.key(), "value", t.value())));
        return array;
    }

    public static Tags tags(Row row, String column) {
        return new Tags(tagList(row, column));
    }

    /** Of what is neither a user nor a role. */
    public static Tags exactTags(Row row, String column) {
        return Tags.exact(tagList(row, column));
    }

    private static List<Tag> tagList(Row row, String column) {
        List<Tag> tags = new ArrayList<>();
        for (Object element : row.getJsonArray(column)) {
            JsonObject tag = (JsonObject) element;
            tags.add(new Tag(tag.getString("key"), tag.getString("value")));
        }
        return tags;
    }

    public static JsonArray texts(List<String> texts) {
        return new JsonArray(new ArrayList<Object>(texts));
    }

    public static List<String> texts(Row row, String column) {
        return row.getJsonArray(column).stream().map(String.class::cast).toList();
    }

    public static @Nullable String arn(Optional<Arn> arn) {
        return arn.map(Arn::toString).orElse(null);
    }

    public static Optional<Arn> arn(Row row, String column) {
        return Optional.ofNullable(row.getString(column)).map(Arn::parse);
    }

    /** A prefix for {@code LIKE}, taken literally. */
    public static String startingWith(String prefix) {
        return prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    public static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
        List<T> all = new ArrayList<>(rows.size());
        rows.forEach(row -> all.add(read.apply(row)));
        return all;
    }

    public static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> read) {
        for (Row row : rows) {
            return Optional.of(read.apply(row));
        }
        return Optional.empty();
    }
}
