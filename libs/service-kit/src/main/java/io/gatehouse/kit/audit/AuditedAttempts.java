package io.gatehouse.kit.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.ByteString;

import io.gatehouse.contracts.Partitions;
import io.gatehouse.contracts.Topics;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.eventstore.AuditTrail;
import io.gatehouse.eventstore.Origin;
import io.gatehouse.eventstore.OutboxRecord;
import io.gatehouse.eventstore.PersonalValues;
import io.gatehouse.eventstore.SubjectKeys;
import io.gatehouse.kit.record.FactOutbox;
import io.gatehouse.model.LogName;
import io.gatehouse.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.jboss.logging.Logger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * {@link Attempts} in the audit trail of the event store: resource and message, which name people,
 * are sealed there under the actor's key and stand in clear on the topic (ADR 53).
 */
public final class AuditedAttempts implements Attempts {

    /** Attempts of callers who are not known that are kept per second. */
    private static final int UNAUTHENTICATED_PER_SECOND = 20;

    private static final Logger LOG = Logger.getLogger(AuditedAttempts.class);
    private static final String TYPE = "attempt.refused";

    private final LogName log;
    private final AuditTrail trail;
    private final SubjectKeys keys;
    private final Pool database;

    /**
     * @param log that the service writes; names it in the events
     */
    public AuditedAttempts(LogName log, Pool database, SubjectKeys keys) {
        this.log = log;
        this.trail = new AuditTrail(database, keys, UNAUTHENTICATED_PER_SECOND, System::nanoTime);
        this.keys = keys;
        this.database = database;
    }

    @Override
    public void refused(Attempt attempt, Refusal why) {
        keep(attempt, TYPE, personal -> data(attempt, why, personal));
    }

    @Override
    public void noticed(Attempt attempt, String type, Map<String, String> data) {
        keep(attempt, type, personal -> data(attempt, data, personal));
    }

    private void keep(
            Attempt attempt, String type, Function<Function<String, JsonNode>, ObjectNode> data) {
        kept(attempt, type, data)
                .subscribe()
                .with(
                        _ -> {},
                        failure ->
                                LOG.warnf(
                                        "an attempt of %s could not be kept: %s",
                                        attempt.requestId(), failure.getMessage()));
    }

    private Uni<Void> kept(
            Attempt attempt, String type, Function<Function<String, JsonNode>, ObjectNode> data) {
        return keys.forWriting(database, attempt.account(), Set.of(attempt.principalId()))
                .map(values -> values.values().iterator().next())
                .map(subject -> data.apply(clear -> sealed(subject, clear)))
                .chain(sealed ->
                        trail.record(
                                new AuditTrail.Entry(
                                        attempt.account(),
                                        type,
                                        attempt.principalId(),
                                        new Origin(
                                                attempt.actor(),
                                                attempt.sourceIp(),
                                                attempt.userAgent()),
                                        attempt.requestId(),
                                        bytes(sealed)),
                                time -> List.of(record(attempt, type, data, time))));
    }

    private static JsonNode sealed(PersonalValues subject, String clear) {
        return JsonNodeFactory.instance.objectNode().put("sealed", subject.seal(clear));
    }

    private static ObjectNode data(
            Attempt attempt, Refusal why, Function<String, JsonNode> personal) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("action", attempt.action());
        data.set("resource", personal.apply(attempt.resource()));
        data.put("code", why.code().awsCode());
        data.set("message", personal.apply(why.message()));
        return data;
    }

    private static ObjectNode data(
            Attempt attempt, Map<String, String> values, Function<String, JsonNode> personal) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("action", attempt.action());
        data.set("resource", personal.apply(attempt.resource()));
        values.forEach(data::put);
        return data;
    }

    private OutboxRecord record(
            Attempt attempt,
            String type,
            Function<Function<String, JsonNode>, ObjectNode> data,
            Instant time) {
        String account = attempt.account().digits();
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/json");
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", log.wire() + "." + account + ".attempt." + UUID.randomUUID());
        headers.put("ce_source", "/gatehouse/" + log.wire() + "/" + account);
        headers.put("ce_type", "io.gatehouse." + type + ".v1");
        headers.put("ce_subject", attempt.resource());
        headers.put("ce_time", time.toString());
        headers.put("ce_account", account);
        headers.put("ce_requestid", attempt.requestId());
        put(headers, "ce_sourceip", attempt.sourceIp());
        put(headers, "ce_useragent", attempt.userAgent());
        if (!attempt.actor().isEmpty()) {
            headers.put("ce_actor", attempt.actor().getLast());
        }
        if (attempt.actor().size() > 1) {
            headers.put("ce_actorchain", String.join(" ", attempt.actor()));
        }
        return FactOutbox.of(
                new WireRecord(
                        Topics.EVENTS.wire(),
                        Partitions.of(attempt.account()),
                        account,
                        ByteString.copyFrom(bytes(data.apply(TextNode::valueOf))),
                        headers));
    }

    private static void put(Map<String, String> headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.put(name, value);
        }
    }

    private static byte[] bytes(ObjectNode data) {
        return data.toString().getBytes(StandardCharsets.UTF_8);
    }
}
