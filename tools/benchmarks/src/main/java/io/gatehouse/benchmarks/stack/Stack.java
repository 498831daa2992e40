package io.gatehouse.benchmarks.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A Gatehouse of its own, as {@code gatehouse up} starts it: processes, a directory that is deleted
 * in the end, and ports that were free.
 */
public final class Stack implements AutoCloseable {

    private static final int[] PORTS = {8080, 8081, 8082, 8083, 9083, 5440, 9092};
    private static final int LONGEST_END = 40;
    private static final int LONGEST_FIRST = 60;
    private static final Duration LONGEST_CATCH_UP = Duration.ofMinutes(3);
    private static final String LAG = "gatehouse_facts_lag_seconds";

    private final Path home;
    private final Process launcher;
    private final Path data;
    private final int offset;
    private final Thread stopping = new Thread(this::end, "stop-gatehouse");

    private Stack(Path home, Process launcher, Path data, int offset) {
        this.home = home;
        this.launcher = launcher;
        this.data = data;
        this.offset = offset;
        Runtime.getRuntime().addShutdownHook(stopping);
    }

    /**
     * Starts everything and waits until it is ready.
     *
     * @param home the project's directory, built
     */
    public static Stack start(Path home) throws IOException {
        int offset = freeOffset();
        Path data = Files.createTempDirectory("gatehouse-bench");
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Xmx384m",
                                "-Dgatehouse.home=" + home,
                                "-jar",
                                home.resolve("standalone/target/gatehouse-standalone.jar")
                                        .toString(),
                                "up",
                                "--data",
                                data.toString(),
                                "--port-offset",
                                Integer.toString(offset))
                        .redirectErrorStream(true);
        // One caller asks for all: its limits are not what is measured.
        for (String limit : List.of("ADDRESS", "PRINCIPAL", "ACCOUNT")) {
            builder.environment().put("GATEHOUSE_GATEWAY_RATE_" + limit, "1000000");
        }
        Stack stack = new Stack(home, builder.start(), data, offset);
        try {
            stack.awaitReady();
            stack.awaitAnswer("sts", "GetCallerIdentity");
            stack.awaitAnswer("iam", "ListUsers");
        } catch (IOException | RuntimeException e) {
            stack.close();
            throw e;
        }
        return stack;
    }

    private void awaitReady() throws IOException {
        BufferedReader said = launcher.inputReader(UTF_8);
        StringBuilder text = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            text.append(line).append('\n');
            if (line.startsWith("ready in ")) {
                Thread drain = new Thread(() -> said.lines().forEach(_ -> {}), "launcher-output");
                drain.setDaemon(true);
                drain.start();
                return;
            }
        }
        throw new IOException("Gatehouse did not start:\n" + text);
    }

    /** The first calls of cold processes may take longer than others wait for them. */
    private void awaitAnswer(String service, String action) throws IOException {
        SignedCalls root = root();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_FIRST);
        while (root.send(service, action, Map.of()).join().statusCode() != 200) {
            if (System.nanoTime() > until) {
                throw new IOException("Gatehouse does not answer " + action);
            }
        }
    }

    /**
     * Stops a service where it stands, or lets it go on: so that a population that is published to
     * Kafka does not keep policy-service's database busy while something else is measured.
     */
    public void stand(String service, boolean still) throws IOException {
        for (ProcessHandle process : launcher.descendants().toList()) {
            if (process.info()
                    .commandLine()
                    .orElse("")
                    .contains("/run/" + service + ".properties")) {
                String signal = still ? "-STOP" : "-CONT";
                new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
            }
        }
    }

    /**
     * Waits until its own authz-service has read what was published, and takes no time any more.
     */
    public void awaitCaughtUp() throws IOException {
        URI metrics = URI.create("http://127.0.0.1:" + port(8083) + "/q/metrics");
        long until = System.nanoTime() + LONGEST_CATCH_UP.toNanos();
        while (System.nanoTime() < until) {
            try (InputStream page = metrics.toURL().openStream()) {
                boolean isBehind =
                        new String(page.readAllBytes(), UTF_8)
                                .lines()
                                .filter(line -> line.startsWith(LAG) && line.contains("identity"))
                                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                                .anyMatch(lag -> !(Double.parseDouble(lag) < 3));
                if (!isBehind) {
                    return;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        throw new IOException("the authz-service of the stack does not catch up");
    }

    /** The project's directory. */
    public Path home() {
        return home;
    }

    /** A directory that is deleted with this. */
    public Path directory(String name) throws IOException {
        return Files.createDirectories(data.resolve("bench").resolve(name));
    }

    /** Where Kafka is. */
    public String kafka() {
        return "127.0.0.1:" + port(9092);
    }

    /** Where something listens. */
    public int port(int wellKnown) {
        return wellKnown + offset;
    }

    /** A file of the data directory. */
    public String read(String file) throws IOException {
        return Files.readString(data.resolve(file)).strip();
    }

    /** The first account's root. */
    public SignedCalls root() throws IOException {
        return new SignedCalls(
                port(8080), credential("aws_access_key_id"), credential("aws_secret_access_key"));
    }

    private String credential(String name) throws IOException {
        return read("credentials")
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf('=') + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    private static int freeOffset() {
        Random chance = new Random();
        for (int i = 0; i < 100; i++) {
            int offset = 10_000 + 100 * chance.nextInt(120);
            if (Arrays.stream(PORTS).allMatch(port -> isFree(port + offset))) {
                return offset;
            }
        }
        throw new IllegalStateException("no free ports");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(stopping);
        } catch (IllegalStateException onTheWayOut) {
            // The hook does the same.
        }
    }

    private synchronized void end() {
        List<ProcessHandle> services = launcher.descendants().toList();
        launcher.destroy();
        try {
            if (!launcher.waitFor(LONGEST_END, TimeUnit.SECONDS)) {
                launcher.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        services.forEach(ProcessHandle::destroyForcibly);
        deleteData();
    }

    private void deleteData() {
        if (!Files.exists(data)) {
            return;
        }
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
