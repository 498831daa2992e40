package io.gatehouse.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A Gatehouse that was started with {@code ./gatehouse up} in a directory and on ports of its own.
 */
final class GatehouseProcess implements AutoCloseable {

    /**
     * The account of examples/back-office.json, so that its entities come into the first account.
     */
    static final String ACCOUNT = "100200300400";

    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Path ROOT =
            Path.of(System.getProperty("gatehouse.root", "../..")).toAbsolutePath().normalize();

    private final Path data;
    private final int offset;
    private Duration startTook;

    private GatehouseProcess(Path data, int offset) {
        this.data = data;
        this.offset = offset;
        long begun = System.nanoTime();
        launch();
        this.startTook = Duration.ofNanos(System.nanoTime() - begun);
    }

    /** What one command said. */
    record Said(int status, String text) {}

    static GatehouseProcess up(Path data, int offset) {
        return new GatehouseProcess(data, offset);
    }

    /** What `up` says in another directory while this Gatehouse holds its ports. */
    static Said upElsewhereOnTheSamePorts(GatehouseProcess running) {
        return run(
                script(
                        List.of(
                                "up",
                                "--data",
                                RunningGatehouse.freshDirectory().toString(),
                                "--port-offset",
                                Integer.toString(running.offset))));
    }

    /** How long the last start took, from the command to its line `ready in`. */
    Duration startTook() {
        return startTook;
    }

    Path data() {
        return data;
    }

    int port(int wellKnown) {
        return wellKnown + offset;
    }

    String gateway() {
        return "http://127.0.0.1:" + port(8080);
    }

    static Path projectFile(String path) {
        return ROOT.resolve(path);
    }

    /** Runs another command of the script against this Gatehouse, and waits for its end. */
    Said run(String command, String... arguments) {
        return run(command(command, arguments));
    }

    /** As {@link #run}, without waiting for its end; what it prints is nobody's. */
    Process start(String command, String... arguments) throws IOException {
        return command(command, arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private ProcessBuilder command(String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--data", data.toString()));
        if (!command.equals("down") && !command.equals("status")) {
            words.addAll(List.of("--port-offset", Integer.toString(offset)));
        }
        return script(words);
    }

    /** Runs any program with the profile of the first account's root in its environment. */
    static Said run(ProcessBuilder builder) {
        try {
            Process process = builder.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Said(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    ProcessBuilder withProfile(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("AWS_CONFIG_FILE", data.resolve("config").toString());
        builder.environment()
                .put("AWS_SHARED_CREDENTIALS_FILE", data.resolve("credentials").toString());
        builder.environment().put("AWS_PROFILE", "gatehouse");
        builder.environment().put("AWS_PAGER", "");
        return builder;
    }

    /** Of the first account's root. */
    SdkCall.Key rootKey() {
        return new SdkCall.Key(
                credential("aws_access_key_id"), credential("aws_secret_access_key"));
    }

    /** The value of a line such as {@code aws_access_key_id = …} in the credentials file. */
    String credential(String name) {
        return lines(data.resolve("credentials")).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf('=') + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    /** The process id that the launcher last wrote down for {@code launcher} or a service. */
    long pid(String name) {
        return lines(data.resolve("run").resolve("state.properties")).stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1).split(" ")[0])
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    /** Kills a process of this Gatehouse as {@code kill -9} does, and returns when it is gone. */
    void kill(String name) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid(name));
        process.ifPresent(handle -> {
            handle.destroyForcibly();
            handle.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        });
    }

    /** As {@link #kill}, but returns at once: the process may not be gone yet. */
    void killAndGoOn(String name) {
        ProcessHandle.of(pid(name)).ifPresent(ProcessHandle::destroyForcibly);
    }

    void down() {
        Said said = run("down");
        if (said.status() != 0) {
            throw new IllegalStateException(said.text());
        }
    }

    /** Starts it again on the same data, after {@link #down} or after its launcher was killed. */
    void upAgain() {
        long begun = System.nanoTime();
        launch();
        startTook = Duration.ofNanos(System.nanoTime() - begun);
    }

    @Override
    public void close() {
        down();
    }

    private void launch() {
        ProcessBuilder builder =
                script(
                        List.of(
                                "up",
                                "--data",
                                data.toString(),
                                "--port-offset",
                                Integer.toString(offset),
                                "--account-id",
                                ACCOUNT));
        try {
            Process started = builder.redirectErrorStream(true).start();
            List<String> lines = new ArrayList<>();
            CompletableFuture<Boolean> ready =
                    CompletableFuture.supplyAsync(() -> readUntilReady(started, lines));
            if (!ready.completeOnTimeout(false, LONGEST_START.toSeconds(), TimeUnit.SECONDS)
                    .join()) {
                started.destroy();
                throw new IllegalStateException("not ready: %s%n%s".formatted(lines, logs()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads on in the background after the line, so that the launcher never waits for a reader. */
    private static boolean readUntilReady(Process process, List<String> lines) {
        try {
            BufferedReader reader = process.inputReader(UTF_8);
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (line.startsWith("ready in ")) {
                    Thread drain =
                            new Thread(() -> reader.lines().forEach(_ -> {}), "launcher-output");
                    drain.setDaemon(true);
                    drain.start();
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String logs() {
        StringBuilder text = new StringBuilder();
        for (String service :
                List.of("identity-service", "policy-service", "authz-service", "gateway")) {
            Path log = data.resolve("logs").resolve(service + ".log");
            if (Files.exists(log)) {
                List<String> lines = lines(log);
                text.append("== ").append(service).append('\n');
                lines.subList(Math.max(0, lines.size() - 25), lines.size())
                        .forEach(line -> text.append(line).append('\n'));
            }
        }
        return text.toString();
    }

    static ProcessBuilder script(List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(ROOT.resolve("gatehouse").toString()));
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words);
        // The build that runs this test has just built everything.
        builder.environment().put("GATEHOUSE_SKIP_BUILD", "1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
