package io.gatehouse.policyservice.log;

import com.fasterxml.jackson.databind.JsonNode;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.eventstore.UniquenessChange;
import io.gatehouse.eventstore.ViewWrite;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policyservice.value.Decision;
import io.gatehouse.policyservice.value.EncodedEvent;
import io.gatehouse.policyservice.value.Quotas;

import java.util.List;

/**
 * What {@link EntityCommands} has to know of a feature whose events hold no personal values.
 *
 * @param <C> commands
 * @param <S> states
 * @param <E> events
 */
public interface EntityKind<C, S, E> {

    /** First part of the stream's name, such as {@code guardrails}. */
    String name();

    S absent();

    Decision<E> decide(S state, C command, Quotas quotas);

    S evolve(S state, E event);

    EncodedEvent encode(E event);

    E decode(String type, int version, JsonNode payload);

    List<UniquenessChange> uniqueness(PolicyOwner owner, E event);

    /** Rows to read, in the transaction of the events. */
    List<ViewWrite> views(PolicyOwner owner, S after);

    /** The fact that tells the state. */
    Fact.Builder fact(S after);
}
