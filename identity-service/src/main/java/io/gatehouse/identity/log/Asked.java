package io.gatehouse.identity.log;

import io.gatehouse.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.List;
import java.util.function.Function;

/**
 * What a request comes to once names are looked up under the lock: commands to one entity, or a no.
 *
 * @param <C> the feature's commands
 */
public sealed interface Asked<C> {

    /**
     * @param id of the entity, the second part of its stream's name
     * @param commands decided one after another; all happen or none, under one number
     * @param also further rows of the same transaction, written when something happened
     */
    record Of<C>(String id, List<C> commands, Function<SqlClient, Uni<Void>> also)
            implements Asked<C> {
        public Of {
            commands = List.copyOf(commands);
        }
    }

    record No<C>(Refusal refusal) implements Asked<C> {}

    static <C> Asked<C> of(String id, C command) {
        return of(id, List.of(command));
    }

    static <C> Asked<C> of(String id, List<C> commands) {
        return new Of<>(id, commands, _ -> Uni.createFrom().voidItem());
    }

    static <C> Asked<C> no(Refusal refusal) {
        return new No<>(refusal);
    }

    /** For commands that need nothing looked up. */
    static <C> Function<Moment, Uni<Asked<C>>> always(String id, C command) {
        return _ -> Uni.createFrom().item(of(id, command));
    }
}
