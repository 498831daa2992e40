package io.gatehouse.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what Kafka and its like log in this JVM to a file instead of the terminal. */
final class InfrastructureLog {

    private static final int LIMIT_BYTES = 10 << 20;

    private InfrastructureLog() {}

    static void to(Path file) {
        Logger root = Logger.getLogger("");
        try {
            FileHandler handler = new FileHandler(file.toString(), LIMIT_BYTES, 2, true);
            handler.setFormatter(new SimpleFormatter());
            handler.setLevel(Level.WARNING);
            for (Handler before : Arrays.asList(root.getHandlers())) {
                root.removeHandler(before);
            }
            root.addHandler(handler);
            root.setLevel(Level.WARNING);
        } catch (IOException e) {
            throw new LaunchFailure("cannot write the log %s".formatted(file), e);
        }
    }
}
