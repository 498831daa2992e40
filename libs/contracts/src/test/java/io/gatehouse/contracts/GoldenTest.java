package io.gatehouse.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;

import io.gatehouse.contracts.FactReader.Reading;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.usage.v1.UsageRecord;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Records as every released version wrote them. The files are never changed: a test that fails here
 * says that facts or events which lie on disks would be read, or written, differently.
 */
class GoldenTest {

    private static final FactMac MAC = new FactMac(Map.of("golden", new byte[32]));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "head.v1",
                "account.v1",
                "user.v1",
                "user-deleted.v1",
                "group.v1",
                "role.v1",
                "managed-policy.v1",
                "principal-policies.v1",
                "guardrails.v1"
            })
    void facts_of_every_version_are_read_and_written_as_before(String name) throws Exception {
        Fact meant = TextFormat.parse(text("facts/" + name + ".textproto"), Fact.class);
        List<String> lines = text("facts/" + name + ".record").lines().toList();
        ByteString value = ByteString.copyFrom(Base64.getDecoder().decode(lines.get(1)));
        LogName log = lines.get(0).startsWith("policy") ? LogName.POLICY : LogName.IDENTITY;
        String key = lines.get(0).substring(lines.get(0).indexOf(' ') + 1);
        WireRecord record =
                new WireRecord(
                        Topics.factsOf(log).wire(),
                        Partitions.of(meant.getAccount()),
                        key,
                        value,
                        Map.of("mac", lines.get(2)));

        Reading reading = new FactReader(MAC).read(record);

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Accepted.class, it -> assertThat(it.fact()).isEqualTo(meant));
        assertThat(meant.toByteString()).isEqualTo(value);
        assertThat(FactKeys.of(meant)).isEqualTo(key);
        assertThat(MAC.sign(record.topic(), key, value)).isEqualTo(lines.get(2));
    }

    @Test
    void usage_is_read_and_written_as_before_and_a_change_of_a_byte_is_refused() throws Exception {
        UsageRecord meant = TextFormat.parse(text("usage/usage.v1.textproto"), UsageRecord.class);
        List<String> lines = text("usage/usage.v1.record").lines().toList();
        ByteString value = ByteString.copyFrom(Base64.getDecoder().decode(lines.get(0)));
        UsageRecords records = new UsageRecords(MAC);

        WireRecord record = records.of(meant);

        assertThat(record.value()).isEqualTo(value);
        assertThat(record.headers()).containsEntry("mac", lines.get(1));
        assertThat(record.key()).isEqualTo("123456789012");
        assertThat(record.partition()).isEqualTo(25);
        assertThat(records.read(record)).isEqualTo(new UsageRecords.Reading.Accepted(meant));
        WireRecord forged =
                new WireRecord(
                        record.topic(),
                        record.partition(),
                        record.key(),
                        meant.toBuilder().setHour(1).build().toByteString(),
                        record.headers());
        assertThat(records.read(forged)).isInstanceOf(UsageRecords.Reading.Refused.class);
    }

    @Test
    void an_event_has_the_headers_that_subscribers_know() throws Exception {
        EventEnvelope envelope =
                new EventEnvelope(
                        new LogPosition(new AccountId("123456789012"), LogName.IDENTITY, "e1", 42),
                        0,
                        2,
                        "user.created",
                        1,
                        "user/AIDABOBXXXXXXXXXX",
                        1,
                        Instant.parse("2026-11-23T20:00:00.123Z"),
                        List.of(
                                "arn:aws:iam::123456789012:user/ann",
                                "arn:aws:sts::123456789012:assumed-role/ops/ann"),
                        "192.0.2.7",
                        "aws-cli/2",
                        "0b6d",
                        "",
                        "ab".repeat(32));

        WireRecord record =
                EventRecords.of(envelope, "{\"name\":\"bob\"}".getBytes(StandardCharsets.UTF_8));

        String headers =
                record.headers().entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                        .collect(Collectors.joining());
        assertThat(headers).isEqualTo(text("events/envelope.v1.headers"));
        assertThat(record.topic()).isEqualTo("gatehouse.events");
        assertThat(record.key()).isEqualTo("123456789012");
        assertThat(record.partition()).isEqualTo(25);
        assertThat(record.value()).isEqualTo(ByteString.copyFromUtf8("{\"name\":\"bob\"}"));
    }

    private static String text(String name) throws IOException {
        try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/" + name)) {
            assertThat(in).as("golden file %s", name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
