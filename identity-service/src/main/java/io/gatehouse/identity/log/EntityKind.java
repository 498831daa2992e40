package io.gatehouse.identity.log;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.List;
import java.util.Optional;

/**
 * What {@link Commands} has to know of a feature.
 *
 * @param <C> commands
 * @param <S> states
 * @param <E> events
 */
public interface EntityKind<C, S, E> {

    /** First part of the stream's name, such as {@code user}. */
    String name();

    S absent();

    Decision<E> decide(S state, C command, Quotas quotas);

    S evolve(S state, E event);

    EventCodec<E> codec();

    /** Rows to read, in the transaction of the events. */
    Uni<Void> view(SqlClient sql, AccountId account, List<E> events, S after);

    /** The fact that tells the state; empty where there is none to tell. */
    Optional<Fact.Builder> fact(S after);
}
