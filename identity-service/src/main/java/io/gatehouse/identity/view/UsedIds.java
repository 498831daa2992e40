package io.gatehouse.identity.view;

import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/** Every unique id that ever was one on this system: none is used again (SEMANTICS 9). */
public final class UsedIds {

    private UsedIds() {}

    /** Fails where it was one before: the transaction must not commit. */
    public static Uni<Void> add(SqlClient sql, UniqueId id) {
        return sql.preparedQuery("INSERT INTO used_id (id) VALUES ($1)")
                .execute(Tuple.of(id.text()))
                .replaceWithVoid();
    }

    public static Uni<Boolean> has(SqlClient sql, UniqueId id) {
        return sql.preparedQuery("SELECT 1 FROM used_id WHERE id = $1")
                .execute(Tuple.of(id.text()))
                .map(rows -> rows.size() > 0);
    }
}
