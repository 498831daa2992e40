package io.gatehouse.identity.log;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;

import io.gatehouse.contracts.Partitions;
import io.gatehouse.contracts.Topics;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.eventstore.AuditTrail;
import io.gatehouse.eventstore.OutboxRecord;
import io.gatehouse.eventstore.SubjectKeys;
import io.gatehouse.identity.value.PersonalValues;
import io.gatehouse.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** {@link Attempts} in the audit trail of the event store. */
@ApplicationScoped
public class AuditedAttempts implements Attempts {

    private static final Logger LOG = Logger.getLogger(AuditedAttempts.class);
    private static final String TYPE = "attempt.refused";

    private final AuditTrail trail;
    private final SubjectKeys keys;
    private final Pool database;

    AuditedAttempts(AuditTrail trail, SubjectKeys keys, Pool database) {
        this.trail = trail;
        this.keys = keys;
        this.database = database;
    }

    @Override
    public void refused(Origin origin, Refusal why) {
        keep(origin, TYPE, personal -> data(origin, why, personal));
    }

    @Override
    public void noticed(Origin origin, String type, Map<String, String> data) {
        keep(origin, type, personal -> data(origin, data, personal));
    }

    private void keep(Origin origin, String type, Function<PersonalValues, ObjectNode> data) {
        kept(origin, type, data)
                .subscribe()
                .with(
                        _ -> {},
                        failure ->
                                LOG.warnf(
                                        "an attempt of %s could not be kept: %s",
                                        origin.requestId(), failure.getMessage()));
    }

    private Uni<Void> kept(Origin origin, String type, Function<PersonalValues, ObjectNode> data) {
        return keys.forWriting(database, origin.account(), Set.of(origin.principalId()))
                .map(values -> values.values().iterator().next())
                .map(subject -> data.apply(new StoredPersonalValues(subject)))
                .chain(sealed ->
                        trail.record(
                                new AuditTrail.Entry(
                                        origin.account(),
                                        type,
                                        origin.principalId(),
                                        new io.gatehouse.eventstore.Origin(
                                                origin.actor(),
                                                origin.sourceIp(),
                                                origin.userAgent()),
                                        origin.requestId(),
                                        Records.bytes(sealed)),
                                time -> List.of(record(origin, type, data, time))));
    }

    /** Resource and message name people. */
    private static ObjectNode data(Origin origin, Refusal why, PersonalValues personal) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("action", origin.action());
        data.set("resource", personal.seal(origin.resource()));
        data.put("code", why.code().awsCode());
        data.set("message", personal.seal(why.message()));
        return data;
    }

    private static ObjectNode data(
            Origin origin, Map<String, String> values, PersonalValues personal) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("action", origin.action());
        data.set("resource", personal.seal(origin.resource()));
        values.forEach(data::put);
        return data;
    }

    private static OutboxRecord record(
            Origin origin, String type, Function<PersonalValues, ObjectNode> data, Instant time) {
        String account = origin.account().digits();
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/json");
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", "identity." + account + ".attempt." + UUID.randomUUID());
        headers.put("ce_source", "/gatehouse/identity/" + account);
        headers.put("ce_type", "io.gatehouse." + type + ".v1");
        headers.put("ce_subject", origin.resource());
        headers.put("ce_time", time.toString());
        headers.put("ce_account", account);
        headers.put("ce_requestid", origin.requestId());
        put(headers, "ce_sourceip", origin.sourceIp());
        put(headers, "ce_useragent", origin.userAgent());
        if (!origin.actor().isEmpty()) {
            headers.put("ce_actor", origin.actor().getLast());
        }
        if (origin.actor().size() > 1) {
            headers.put("ce_actorchain", String.join(" ", origin.actor()));
        }
        WireRecord record =
                new WireRecord(
                        Topics.EVENTS.wire(),
                        Partitions.of(origin.account()),
                        account,
                        ByteString.copyFrom(Records.bytes(data.apply(PersonalValues.CLEAR))),
                        headers);
        return Records.outbox(List.of(record)).getFirst();
    }

    private static void put(Map<String, String> headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.put(name, value);
        }
    }
}
