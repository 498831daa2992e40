package io.gatehouse.identity.holding;

import io.gatehouse.identity.value.Fields;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

/**
 * What one kind of holding has of its own.
 *
 * @param <D> what the feature says of each
 */
public interface HoldingType<D> {

    /** First part of the streams' and events' names, such as {@code ssh-key}. */
    String name();

    /** AWS's name of the quota. */
    String quota();

    int limit(Quotas quotas);

    /** Whether an old one counts when a new one is added. */
    boolean counts(D old, D added);

    /** AWS's words where there is none of that id. */
    String notFound(UniqueId id);

    Fields write(Fields fields, D details);

    D read(Fields fields);

    /** Writes the row of a new one. */
    Uni<Void> add(SqlClient sql, AccountId account, String owner, Holding<D> added);

    Uni<Void> setActive(SqlClient sql, UniqueId id, boolean active);

    Uni<Void> remove(SqlClient sql, UniqueId id);
}
