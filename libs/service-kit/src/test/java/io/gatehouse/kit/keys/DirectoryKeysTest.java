package io.gatehouse.kit.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;

class DirectoryKeysTest {

    private static final Duration SETTLE = Duration.ofMinutes(2);

    @TempDir Path directory;

    private Instant now = Instant.parse("2026-11-23T20:00:00Z");

    private final Clock clock =
            new Clock() {
                @Override
                public Instant instant() {
                    return now;
                }

                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }
            };

    private Path write(String name, String text, String mode) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(now));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static String key(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private DirectoryKeys keys() {
        return new DirectoryKeys(directory, false, SETTLE, clock);
    }

    @Test
    void the_newest_key_signs_and_all_verify() throws IOException {
        write("facts-2026a.key", key(1), "rw-------");
        write("facts-2026b.key", key(2) + "\n", "r--------");
        write("master-2027.key", key(3), "rw-------");
        now = now.plus(SETTLE);
        KeyRing ring = keys().ring(KeyPurpose.FACTS);
        assertThat(ring.newest().kid()).isEqualTo("2026b");
        assertThat(ring.byId("2026a")).isPresent();
        assertThat(ring.byId("2027")).isEmpty();
    }

    @Test
    void a_key_that_others_may_read_is_refused() throws IOException {
        write("facts-1.key", key(1), "rw-r--r--");
        assertThatThrownBy(() -> keys().ring(KeyPurpose.FACTS))
                .isInstanceOf(MissingKeyException.class)
                .hasMessageContaining("0600");
    }

    @Test
    void a_mounted_secret_may_be_readable_by_the_group() throws IOException {
        write("facts-1.key", key(1), "r--r-----");
        assertThatThrownBy(() -> keys().ring(KeyPurpose.FACTS))
                .isInstanceOf(MissingKeyException.class);
        assertThat(
                        new DirectoryKeys(directory, true, SETTLE, clock)
                                .ring(KeyPurpose.FACTS)
                                .newest()
                                .kid())
                .isEqualTo("1");
    }

    @Test
    void a_damaged_key_is_refused_without_showing_it() throws IOException {
        write("facts-1.key", "c2VjcmV0!", "rw-------");
        assertThatThrownBy(() -> keys().ring(KeyPurpose.FACTS))
                .hasMessageNotContaining("c2VjcmV0")
                .hasNoCause();
        write("facts-1.key", "c2VjcmV0", "rw-------");
        assertThatThrownBy(() -> keys().ring(KeyPurpose.FACTS)).hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void no_key_is_an_error_that_names_the_file() {
        assertThatThrownBy(() -> keys().ring(KeyPurpose.INTERNAL))
                .hasMessageContaining("internal-<kid>.key");
    }

    @Test
    void a_new_key_verifies_first_and_signs_when_all_others_know_it() throws IOException {
        write("facts-1.key", key(1), "rw-------");
        DirectoryKeys keys = keys();
        assertThat(keys.ring(KeyPurpose.FACTS).newest().kid()).isEqualTo("1");
        write("facts-2.key", key(2), "rw-------");
        now = now.plus(Duration.ofSeconds(31));
        assertThat(keys.ring(KeyPurpose.FACTS).byId("2")).isPresent();
        assertThat(keys.ring(KeyPurpose.FACTS).newest().kid()).isEqualTo("1");
        now = now.plus(SETTLE);
        assertThat(keys.ring(KeyPurpose.FACTS).newest().kid()).isEqualTo("2");
    }

    @Test
    void a_key_does_not_print_itself() throws IOException {
        write("facts-1.key", key('k'), "rw-------");
        KeyRing ring = keys().ring(KeyPurpose.FACTS);
        assertThat(ring + " " + ring.newest()).doesNotContain("107").doesNotContain("kkk");
    }
}
