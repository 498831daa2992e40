package io.gatehouse.eventstore;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.ArrayList;
import java.util.List;

/** Whether PostgreSQL keeps what it acknowledges (DESIGN 6). */
public final class Durability {

    private Durability() {}

    /**
     * Fails with IllegalStateException, naming the setting, unless fsync, synchronous_commit and
     * full_page_writes are on for this client. To be asked at start, before anything is written.
     */
    public static Uni<Void> require(SqlClient sql) {
        return sql.query(
                        """
                        SELECT name, setting
                        FROM pg_settings
                        WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes')
                        ORDER BY name
                        """)
                .execute()
                .invoke(rows -> {
                    List<String> unsafe = new ArrayList<>();
                    for (Row row : rows) {
                        String setting = row.getString("setting");
                        // remote_write and remote_apply wait for the local disk as well.
                        if (setting.equals("off")) {
                            unsafe.add(row.getString("name"));
                        }
                    }
                    if (!unsafe.isEmpty()) {
                        throw new IllegalStateException(
                                "PostgreSQL would lose acknowledged commits: turn on %s"
                                        .formatted(String.join(", ", unsafe)));
                    }
                })
                .replaceWithVoid();
    }
}
