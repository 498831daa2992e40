package io.gatehouse.kit.process;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * With {@code gatehouse.exit-on-stdin-end} the process ends when its standard input does, which is
 * when the launcher is gone, however it died (DESIGN 6). An orderly end that takes more than ten
 * seconds is cut short.
 */
@ApplicationScoped
public class EndWithLauncher {

    private static final Logger LOG = Logger.getLogger(EndWithLauncher.class);
    private static final Duration ORDERLY_END = Duration.ofSeconds(10);

    private final boolean isWanted;

    EndWithLauncher(
            @ConfigProperty(name = "gatehouse.exit-on-stdin-end", defaultValue = "false")
                    boolean isWanted) {
        this.isWanted = isWanted;
    }

    void watch(@Observes StartupEvent started) {
        if (isWanted) {
            Thread.ofPlatform().name("standard-input").daemon().start(() -> waitForEnd(System.in));
        }
    }

    private static void waitForEnd(InputStream input) {
        byte[] ignored = new byte[256];
        try {
            while (input.read(ignored) >= 0) {
                // Whatever is typed means nothing.
            }
        } catch (IOException e) {
            LOG.debug("standard input broke", e);
        }
        LOG.info("standard input ended: exiting");
        Quarkus.asyncExit();
        try {
            Thread.sleep(ORDERLY_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
