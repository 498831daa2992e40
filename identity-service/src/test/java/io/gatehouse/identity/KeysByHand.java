package io.gatehouse.identity;

import io.gatehouse.kit.keys.DirectoryKeys;
import io.gatehouse.kit.keys.KeyProvider;
import io.gatehouse.kit.keys.KeyPurpose;
import io.gatehouse.kit.keys.KeyRing;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The keys of the directory, as they will be read after a while: the test says how long. */
@ApplicationScoped
public class KeysByHand implements KeyProvider {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final Path directory;
    private final DirectoryKeys keys;

    KeysByHand(@ConfigProperty(name = "gatehouse.keys.dir") Path directory) {
        this.directory = directory;
        this.keys = new DirectoryKeys(directory, false, Duration.ofMinutes(2), clock());
    }

    Path directory() {
        return directory;
    }

    void wait(Duration time) {
        ahead.updateAndGet(time::plus);
    }

    /** When it is for those who read the keys. */
    Instant now() {
        return Instant.now().plus(ahead.get());
    }

    @Override
    public KeyRing ring(KeyPurpose purpose) {
        return keys.ring(purpose);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now();
            }
        };
    }
}
