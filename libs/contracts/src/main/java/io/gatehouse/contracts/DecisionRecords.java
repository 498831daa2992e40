package io.gatehouse.contracts;

import com.google.protobuf.ByteString;

import io.gatehouse.model.PolicyOwner;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Makes the records of {@code gatehouse.decisions}: CloudEvents 1.0 in binary mode. Field by field
 * in {@code docs/spec/events.md}.
 */
public final class DecisionRecords {

    private static final String TYPE = "io.gatehouse.decision.v1";
    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(ZoneOffset.UTC);

    private DecisionRecords() {}

    /**
     * One decision under an id of its own.
     *
     * @param owner whose partition it goes to
     * @param json as UTF-8
     */
    public static WireRecord of(PolicyOwner owner, Instant at, byte[] json) {
        return new WireRecord(
                Topics.DECISIONS.wire(),
                Partitions.of(owner),
                owner.text(),
                ByteString.copyFrom(json),
                headers(owner, at));
    }

    private static Map<String, String> headers(PolicyOwner owner, Instant at) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/json");
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", UUID.randomUUID().toString());
        headers.put("ce_source", "/gatehouse/authz/" + owner.text());
        headers.put("ce_type", TYPE);
        headers.put("ce_time", RFC_3339.format(at));
        headers.put("ce_account", owner.text());
        return headers;
    }
}
