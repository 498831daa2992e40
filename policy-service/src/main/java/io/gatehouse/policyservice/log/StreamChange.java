package io.gatehouse.policyservice.log;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.eventstore.StreamName;
import io.gatehouse.eventstore.UniquenessChange;
import io.gatehouse.eventstore.ViewWrite;

import java.util.List;

/**
 * All that a command does to one stream and what follows from it.
 *
 * @param events at least one
 * @param facts the entity's whole new state, where readers of facts can tell a difference
 */
public record StreamChange(
        StreamName stream,
        List<RecordedEvent> events,
        List<UniquenessChange> uniqueness,
        List<ViewWrite> views,
        List<Fact.Builder> facts) {

    public StreamChange {
        events = List.copyOf(events);
        uniqueness = List.copyOf(uniqueness);
        views = List.copyOf(views);
        facts = List.copyOf(facts);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a change has events");
        }
    }
}
