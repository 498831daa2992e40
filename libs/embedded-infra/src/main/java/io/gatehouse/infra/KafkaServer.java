package io.gatehouse.infra;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * A single Kafka 4.1 node (KRaft, broker and controller in one) inside this JVM, on 127.0.0.1
 * alone.
 *
 * <p>State is kept in its directory, formatted on first use; topics are never made by themselves.
 * Short broker sessions make it ready 3 s after {@code kill -9} instead of 13 (DESIGN 6). Buffers
 * are small: about 60 MB of heap. Not thread-safe.
 */
public final class KafkaServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int NODE = 1;

    private final KafkaRaftServer server;
    private final int port;
    private final Thread stopAtExit;
    private boolean stopped;

    private KafkaServer(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
        this.stopAtExit = new Thread(this::stop, "stop-kafka");
        Runtime.getRuntime().addShutdownHook(stopAtExit);
    }

    /**
     * Starts the broker of {@code directory} and returns when it takes requests.
     *
     * @param port 0 for any free one
     */
    public static KafkaServer start(Path directory, int port) {
        return start(directory, port, Map.of());
    }

    /** As {@link #start(Path, int)}, with broker settings that win over ours: for tests. */
    public static KafkaServer start(Path directory, int port, Map<String, String> settings) {
        return start(directory, port, settings, "");
    }

    /** With a second door beside the plain one. */
    static KafkaServer start(Path directory, SecuredListener secured) {
        KafkaServer server = start(directory, 0, secured.ofTheBroker(), "," + secured.address());
        secured.open(server.bootstrapServers());
        return server;
    }

    private static KafkaServer start(
            Path directory, int port, Map<String, String> settings, String moreListeners) {
        Path home = directory.toAbsolutePath().normalize();
        int chosen = port == 0 ? FreePort.any() : port;
        Properties properties = properties(home, chosen, FreePort.any(), moreListeners);
        properties.putAll(settings);
        try {
            Files.createDirectories(home);
            format(home);
        } catch (IOException e) {
            throw new UncheckedIOException("could not start Kafka in " + directory, e);
        }
        KafkaRaftServer server =
                new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
        return new KafkaServer(server, chosen);
    }

    public int port() {
        return port;
    }

    /** What clients take as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Not from a shutdown hook of its own: the caller closes it, after what uses it. */
    public KafkaServer stopOnlyWhenClosed() {
        Runtime.getRuntime().removeShutdownHook(stopAtExit);
        return this;
    }

    /** Stops in order; idempotent. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(stopAtExit);
        } catch (IllegalStateException _) {
            // Shutting down: the hook does the same.
        }
        stop();
    }

    private synchronized void stop() {
        if (!stopped) {
            stopped = true;
            server.shutdown();
            server.awaitShutdown();
        }
    }

    private static void format(Path home) throws IOException {
        if (Files.exists(home.resolve("meta.properties"))) {
            return;
        }
        // The formatter tells standard output what it did.
        try (PrintStream quiet =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setNodeId(NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(home.toString())
                    .addDirectory(home.toString())
                    .setIgnoreFormatted(true)
                    .setPrintStream(quiet)
                    .run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("could not format " + home, e);
        }
    }

    private static Properties properties(
            Path home, int port, int controllerPort, String moreListeners) {
        Properties p = new Properties();
        p.putAll(
                Map.ofEntries(
                        Map.entry("process.roles", "broker,controller"),
                        Map.entry("node.id", Integer.toString(NODE)),
                        Map.entry(
                                "controller.quorum.voters",
                                NODE + "@" + HOST + ":" + controllerPort),
                        Map.entry("controller.listener.names", "CONTROLLER"),
                        Map.entry(
                                "listener.security.protocol.map",
                                "CONTROLLER:PLAINTEXT,CLIENTS:PLAINTEXT"),
                        Map.entry("inter.broker.listener.name", "CLIENTS"),
                        Map.entry(
                                "listeners",
                                "CLIENTS://%s:%d,CONTROLLER://%s:%d%s"
                                        .formatted(
                                                HOST, port, HOST, controllerPort, moreListeners)),
                        Map.entry(
                                "advertised.listeners",
                                "CLIENTS://%s:%d%s".formatted(HOST, port, moreListeners)),
                        Map.entry("log.dirs", home.toString()),
                        Map.entry("auto.create.topics.enable", "false"),
                        Map.entry("broker.session.timeout.ms", "1500"),
                        Map.entry("broker.heartbeat.interval.ms", "300")));
        p.putAll(replicationOfOne());
        p.putAll(smallBuffers());
        return p;
    }

    private static Map<String, String> replicationOfOne() {
        return Map.of(
                "default.replication.factor", "1",
                "min.insync.replicas", "1",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "group.initial.rebalance.delay.ms", "0");
    }

    private static Map<String, String> smallBuffers() {
        return Map.of(
                "num.network.threads", "2",
                "num.io.threads", "3",
                "background.threads", "2",
                "log.cleaner.dedupe.buffer.size", "4194304",
                "log.cleaner.io.buffer.size", "262144",
                "log.index.size.max.bytes", "1048576",
                "log.segment.bytes", "67108864",
                "socket.request.max.bytes", "16777216",
                "queued.max.requests", "64",
                "metadata.log.segment.bytes", "8388608");
    }
}
