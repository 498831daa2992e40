package io.gatehouse.eventstore;

import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Revision;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads heads of logs: one indexed read, no lock. */
public final class Heads {

    private Heads() {}

    /** Present heads; owners without a log are left out. */
    public static Uni<Revision> of(
            SqlClient sql, LogName log, Collection<? extends PolicyOwner> owners) {
        return sql.preparedQuery(
                        "SELECT owner, epoch, number FROM account_log WHERE owner = ANY ($1)")
                .execute(Tuple.of(owners.stream().map(PolicyOwner::text).toArray(String[]::new)))
                .map(rows -> {
                    List<LogPosition> positions = new ArrayList<>(rows.size());
                    rows.forEach(row ->
                            positions.add(
                                    new LogPosition(
                                            PolicyOwner.parse(row.getString("owner")),
                                            log,
                                            row.getString("epoch"),
                                            row.getLong("number"))));
                    return Revision.of(positions);
                });
    }
}
