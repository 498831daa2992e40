package io.gatehouse.contracts;

import com.google.protobuf.ByteString;

import io.gatehouse.model.LogPosition;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the records of {@code gatehouse.events}: CloudEvents 1.0 in binary mode, so that the value
 * is the event's JSON and everything else stands in headers {@code ce_…}. Field by field in {@code
 * docs/spec/events.md}.
 */
public final class EventRecords {

    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(ZoneOffset.UTC);

    private EventRecords() {}

    /**
     * @param json the event's own data as UTF-8 JSON, personal values in clear
     */
    public static WireRecord of(EventEnvelope envelope, byte[] json) {
        LogPosition at = envelope.position();
        String account = at.owner().text();
        return new WireRecord(
                Topics.EVENTS.wire(),
                Partitions.of(at.owner()),
                account,
                ByteString.copyFrom(json),
                headers(envelope, at, account));
    }

    private static Map<String, String> headers(
            EventEnvelope envelope, LogPosition at, String account) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/json");
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", envelope.id());
        headers.put("ce_source", "/gatehouse/%s/%s".formatted(at.log().wire(), account));
        headers.put(
                "ce_type",
                "io.gatehouse.%s.v%d".formatted(envelope.type(), envelope.typeVersion()));
        headers.put("ce_subject", envelope.stream());
        headers.put("ce_time", RFC_3339.format(envelope.time()));
        headers.put("ce_account", account);
        headers.put("ce_log", at.log().wire());
        headers.put("ce_epoch", at.epoch());
        headers.put("ce_number", Long.toString(at.number()));
        headers.put("ce_index", Integer.toString(envelope.index()));
        headers.put("ce_count", Integer.toString(envelope.count()));
        headers.put("ce_streamversion", Long.toString(envelope.streamVersion()));
        headers.put("ce_requestid", envelope.requestId());
        headers.put("ce_chainhash", envelope.chainHash());
        if (!envelope.actor().isEmpty()) {
            headers.put("ce_actor", envelope.actor().getLast());
        }
        if (envelope.actor().size() > 1) {
            headers.put("ce_actorchain", String.join(" ", envelope.actor()));
        }
        putUnlessEmpty(headers, "ce_sourceip", envelope.sourceIp());
        putUnlessEmpty(headers, "ce_useragent", envelope.userAgent());
        putUnlessEmpty(headers, "ce_cause", envelope.cause());
        return headers;
    }

    private static void putUnlessEmpty(Map<String, String> headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.put(name, value);
        }
    }
}
