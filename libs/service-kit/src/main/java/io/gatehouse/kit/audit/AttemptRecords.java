package io.gatehouse.kit.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;

import io.gatehouse.contracts.Partitions;
import io.gatehouse.contracts.Topics;
import io.gatehouse.contracts.WireRecord;
import io.gatehouse.eventstore.OutboxRecord;
import io.gatehouse.kit.record.FactOutbox;
import io.gatehouse.model.LogName;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Attempts as CloudEvents on {@code gatehouse.events}; they have no place in a log. */
final class AttemptRecords {

    private final LogName log;

    AttemptRecords(LogName log) {
        this.log = log;
    }

    OutboxRecord of(Attempt attempt, String type, ObjectNode data, Instant time) {
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
                        ByteString.copyFromUtf8(data.toString()),
                        headers));
    }

    private static void put(Map<String, String> headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.put(name, value);
        }
    }
}
