package io.gatehouse.benchmarks.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One more authz-service beside a {@link Stack}, on the same Kafka: with a JVM as it is deployed
 * (the launcher's are made to start fast), with the echo on, and with whatever is compared.
 */
public final class AuthzProcess implements AutoCloseable {

    /** As it is deployed (ADR 196). */
    public static final List<String> DEPLOYED =
            List.of("-XX:+UseCompactObjectHeaders", "-XX:+UseZGC", "-Xmx1500m");

    /** To see that it works. */
    public static final List<String> QUICK =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m");

    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final int LONGEST_END = 30;
    private static final Pattern PAUSE = Pattern.compile("Total: +([0-9]+) ns");

    private final Process process;
    private final Path directory;
    private final int http;
    private final int grpc;
    private final Duration startTook;

    private AuthzProcess(Process process, Path directory, int http, int grpc, Duration startTook) {
        this.process = process;
        this.directory = directory;
        this.http = http;
        this.grpc = grpc;
        this.startTook = startTook;
    }

    /**
     * Starts it and waits until it is ready: caught up.
     *
     * @param directory its files, among them the snapshot file; is kept
     * @param settings besides those of the stack's own
     */
    public static AuthzProcess start(
            Stack stack, Path directory, List<String> jvm, Map<String, String> settings)
            throws IOException {
        int http = freePort();
        int grpc = freePort();
        Map<String, String> own = new HashMap<>(settings);
        own.put("quarkus.http.port", Integer.toString(http));
        own.put("quarkus.grpc.server.port", Integer.toString(grpc));
        own.put("gatehouse.usage.dir", directory.resolve("usage").toString());
        own.put("gatehouse.facts.snapshot-file", directory.resolve("facts.snapshot").toString());
        own.put("gatehouse.authz.echo", "true");
        Path file = directory.resolve("authz-service.properties");
        StringBuilder text = new StringBuilder(stack.read("run/authz-service.properties"));
        own.forEach((key, value) -> text.append('\n').append(key).append('=').append(value));
        Files.writeString(file, text.append('\n'));
        long begun = System.nanoTime();
        Process process =
                new ProcessBuilder(command(directory, jvm, file))
                        .directory(
                                stack.home().resolve("authz-service/target/quarkus-app").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start();
        awaitReady(process, http, directory);
        return new AuthzProcess(
                process, directory, http, grpc, Duration.ofNanos(System.nanoTime() - begun));
    }

    private static List<String> command(Path directory, List<String> jvm, Path settings) {
        List<String> words = new ArrayList<>();
        words.add(program("java"));
        words.addAll(jvm);
        words.addAll(
                List.of(
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xlog:safepoint:file=" + directory.resolve("pauses") + "::filecount=0",
                        "-Dquarkus.config.locations=" + settings.toUri(),
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-jar",
                        "quarkus-run.jar"));
        return words;
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static void awaitReady(Process process, int port, Path directory) throws IOException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest ready =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                        .build();
        long until = System.nanoTime() + LONGEST_START.toNanos();
        try (client) {
            while (process.isAlive() && System.nanoTime() < until) {
                try {
                    if (client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException notYet) {
                    // It does not listen yet.
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IOException(
                "authz-service did not start: " + Files.readString(directory.resolve("log")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public int http() {
        return http;
    }

    public int grpc() {
        return grpc;
    }

    public long pid() {
        return process.pid();
    }

    /** Of all its threads since its start; nothing where the system does not say. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** From the start of the process until it was ready. */
    public Duration startTook() {
        return startTook;
    }

    /** Where the facts are kept from run to run. */
    public Path snapshotFile() {
        return directory.resolve("facts.snapshot");
    }

    /** A place in the record of its pauses. */
    public long pausesSoFar() throws IOException {
        return Files.size(directory.resolve("pauses"));
    }

    /** The longest that all its threads stood still since then, in milliseconds. */
    public double longestPauseMillis(long since) throws IOException {
        long longest = 0;
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve("pauses").toFile(), "r")) {
            file.seek(since);
            byte[] rest = new byte[(int) (file.length() - since)];
            file.readFully(rest);
            Matcher pause = PAUSE.matcher(new String(rest, UTF_8));
            while (pause.find()) {
                longest = Math.max(longest, Long.parseLong(pause.group(1)));
            }
        }
        return longest / 1e6;
    }

    /** Memory that the system has given it, in MiB; 0 where the system does not say. */
    public long residentMebibytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** Tells its JVM something by {@code jcmd}; what that says. */
    public String tell(String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of(program("jcmd"), Long.toString(pid())));
        words.addAll(List.of(command));
        Process jcmd = new ProcessBuilder(words).redirectErrorStream(true).start();
        return new String(jcmd.getInputStream().readAllBytes(), UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
