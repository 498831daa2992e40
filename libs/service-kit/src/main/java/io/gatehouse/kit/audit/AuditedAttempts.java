package io.gatehouse.kit.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.gatehouse.eventstore.AuditTrail;
import io.gatehouse.eventstore.Origin;
import io.gatehouse.eventstore.PersonalValues;
import io.gatehouse.eventstore.SubjectKeys;
import io.gatehouse.model.LogName;
import io.gatehouse.model.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import org.jboss.logging.Logger;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final String ALLOWED = "attempt.allowed";

    private final AttemptRecords records;
    private final AttemptBatches batches;
    private final AuditTrail trail;
    private final SubjectKeys keys;
    private final Pool database;

    /**
     * @param log that the service writes; names it in the events
     */
    public AuditedAttempts(LogName log, Pool database, SubjectKeys keys) {
        this.records = new AttemptRecords(log);
        this.trail = new AuditTrail(database, keys, UNAUTHENTICATED_PER_SECOND, System::nanoTime);
        this.batches = new AttemptBatches(trail, records);
        this.keys = keys;
        this.database = database;
    }

    @Override
    public void refused(Attempt attempt, Refusal why) {
        keep(attempt, TYPE, personal -> data(attempt, why, personal));
    }

    @Override
    public void noticed(
            Attempt attempt, String type, Map<String, String> data, Map<String, String> personal) {
        Function<Function<String, JsonNode>, ObjectNode> told =
                sealing -> data(attempt, data, personal, sealing);
        if (attempt.principalId().equals(Attempt.UNAUTHENTICATED)) {
            keep(attempt, type, told);
        } else {
            batches.add(attempt, type, told, true);
        }
    }

    @Override
    public void allowed(Attempt attempt) {
        batches.add(attempt, ALLOWED, sealing -> data(attempt, Map.of(), Map.of(), sealing), false);
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
                                time ->
                                        List.of(
                                                records.of(
                                                        attempt,
                                                        type,
                                                        data.apply(TextNode::valueOf),
                                                        time))));
    }

    static JsonNode sealed(PersonalValues subject, String clear) {
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
            Attempt attempt,
            Map<String, String> values,
            Map<String, String> personal,
            Function<String, JsonNode> sealing) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("action", attempt.action());
        data.set("resource", sealing.apply(attempt.resource()));
        values.forEach(data::put);
        personal.forEach((name, value) -> data.set(name, sealing.apply(value)));
        return data;
    }

    private static byte[] bytes(ObjectNode data) {
        return data.toString().getBytes(StandardCharsets.UTF_8);
    }
}
