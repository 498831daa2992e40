package io.gatehouse.identity.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gatehouse.contracts.EventEnvelope;
import io.gatehouse.contracts.EventRecords;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.eventstore.CommitPosition;
import io.gatehouse.eventstore.NewEvent;
import io.gatehouse.eventstore.OutboxRecord;
import io.gatehouse.eventstore.StoredEvent;
import io.gatehouse.eventstore.StreamName;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.PersonalValues;
import io.gatehouse.kit.record.FactOutbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What leaves with a command: its events sealed for the store and in clear for the topic, and its
 * facts. Safe for all threads.
 */
public final class Records {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FactOutbox facts;

    public Records(FactOutbox facts) {
        this.facts = facts;
    }

    <E> List<NewEvent> sealed(
            StreamName stream, EventCodec<E> codec, List<E> events, PersonalValues personal) {
        return events.stream()
                .map(event -> codec.write(event, personal))
                .map(w -> new NewEvent(stream, w.type(), w.version(), bytes(w.data())))
                .toList();
    }

    <C, S, E> List<OutboxRecord> of(
            CommitPosition at, Origin origin, EntityKind<C, S, E> kind, List<E> events, S after) {
        List<OutboxRecord> records = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            EventCodec.Written clear = kind.codec().write(events.get(i), PersonalValues.CLEAR);
            records.add(
                    FactOutbox.of(
                            EventRecords.of(
                                    envelope(at, at.events().get(i), origin),
                                    bytes(clear.data()))));
        }
        records.addAll(facts.of(at, kind.fact(after).map(List::of).orElse(List.of())));
        return records;
    }

    /** All facts of an account, published again. */
    public List<OutboxRecord> republication(CommitPosition at, List<Fact.Builder> bodies) {
        return facts.republication(at, bodies);
    }

    static EventCodec.Written written(StoredEvent event) {
        try {
            return new EventCodec.Written(
                    event.type(), event.typeVersion(), (ObjectNode) JSON.readTree(event.payload()));
        } catch (IOException e) {
            throw new IllegalStateException("event " + event + " is no JSON", e);
        }
    }

    static byte[] bytes(ObjectNode data) {
        try {
            return JSON.writeValueAsBytes(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON is JSON", e);
        }
    }

    private static EventEnvelope envelope(CommitPosition at, StoredEvent event, Origin origin) {
        return new EventEnvelope(
                at.position(),
                event.index(),
                event.count(),
                event.type(),
                event.typeVersion(),
                event.stream().text(),
                event.streamVersion(),
                at.time(),
                origin.actor(),
                origin.sourceIp(),
                origin.userAgent(),
                origin.requestId(),
                event.cause(),
                HexFormat.of().formatHex(event.hash()));
    }
}
