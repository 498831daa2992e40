package io.gatehouse.policy.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** SEMANTICS 4: the forms of a date, all as one number. */
class DateValueTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "2020, 2020-01-01T00:00:00Z",
        "2020-02, 2020-02-01T00:00:00Z",
        "2020-02-29, 2020-02-29T00:00:00Z",
        "2020-02-29T12:30, 2020-02-29T12:30:00Z",
        "2020-02-29T12:30Z, 2020-02-29T12:30:00Z",
        "2020-02-29T12:30:45, 2020-02-29T12:30:45Z",
        "2020-02-29t12:30:45.5z, 2020-02-29T12:30:45.500Z",
        "2020-02-29T12:30:45+02:00, 2020-02-29T10:30:45Z",
        "2020-02-29T12:30:45-23:59, 2020-03-01T12:29:45Z",
        "1583000000, 2020-02-29T18:13:20Z",
        "1583000000.25, 2020-02-29T18:13:20.250Z",
        "10000, 1970-01-01T02:46:40Z",
        "-1, 1969-12-31T23:59:59Z",
        "2999-12-31T23:59:59Z, 2999-12-31T23:59:59Z",
        "0001-01-01, 0001-01-01T00:00:00Z",
    })
    void is_read(String text, String instant) {
        long expected = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
        assertThat(DateValue.parse(text)).hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "soon",
                "2020-13",
                "2020-02-30",
                "2021-02-29",
                "2020-2-1",
                "2020-02-01T",
                "2020-02-01T24:00",
                "2020-02-01T12",
                "2020-02-01T12:60",
                "2020-02-01T12:30:",
                "2020-02-01T12:30:45.",
                "2020-02-01T12:30:45+0200",
                "2020-02-01T12:30:45ZZ",
                "2020-02-01 12:30:45Z",
                "20200201T123045Z",
                "1.5.2020",
                "9999999999999999999",
                "2020-02-01T12:30:45Z "
            })
    void is_not_read(String text) {
        assertThat(DateValue.parse(text)).isEmpty();
    }

    @Test
    void any_instant_that_java_writes_is_read_as_the_same_number() {
        Random chance = new Random(11);
        for (int i = 0; i < 5000; i++) {
            long seconds = chance.nextLong(-60_000_000_000L, 200_000_000_000L);
            OffsetDateTime date =
                    OffsetDateTime.ofInstant(
                            Instant.ofEpochSecond(seconds),
                            ZoneOffset.ofHoursMinutes(chance.nextInt(14), chance.nextInt(60)));
            assertThat(DateValue.parse(date.toString()))
                    .as(date.toString())
                    .hasValue(seconds * 1_000_000);
        }
    }
}
