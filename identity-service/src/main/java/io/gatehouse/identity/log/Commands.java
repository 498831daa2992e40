package io.gatehouse.identity.log;

import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;

import java.util.function.Function;

/** The way of every write; safe for all threads. */
public interface Commands {

    /**
     * Prepares, decides and writes, in one transaction under the account's lock. Fails with
     * RefusedException for an expected no, with ServiceUnavailable where the database does not
     * answer.
     *
     * @param prepare may run more than once, when the transaction is retried
     */
    <C, S, E> Uni<Done<S>> run(
            Origin origin,
            AccountId account,
            EntityKind<C, S, E> kind,
            Function<Moment, Uni<Asked<C>>> prepare);

    /**
     * The same for an entity that comes into being, so that what is known of it need not wait for
     * what the command is.
     *
     * @param id of the new entity, which what is asked for names too
     */
    <C, S, E> Uni<Done<S>> create(
            Origin origin,
            AccountId account,
            EntityKind<C, S, E> kind,
            String id,
            Function<Moment, Uni<Asked<C>>> prepare);
}
