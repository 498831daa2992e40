package io.gatehouse.infra;

import io.zonky.test.db.postgres.util.LinuxUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL 18 server of its own directory, on 127.0.0.1 alone, durable and with passwords.
 *
 * <p>What was acknowledged survives {@code kill -9} of anything: fsync, synchronous_commit and
 * full_page_writes are on, whatever postgresql.conf says. Every connection gives a password
 * (scram-sha-256); pg_hba.conf is written at each start. A postmaster that an earlier, killed
 * launcher left behind in the same directory is stopped first. Works as root (in a user namespace).
 *
 * <p>The directory holds {@code data} and {@code server.log}. Not thread-safe.
 */
public final class PostgresServer implements AutoCloseable {

    /** The superuser's name. */
    public static final String SUPERUSER = "postgres";

    private static final String HOST = "127.0.0.1";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path directory;
    private final int port;
    private final String password;
    private final Process process;
    private final Thread stopAtExit;

    private PostgresServer(Path directory, int port, String password, Process process) {
        this.directory = directory;
        this.port = port;
        this.password = password;
        this.process = process;
        this.stopAtExit = new Thread(this::stopProcess, "stop-postgres");
        Runtime.getRuntime().addShutdownHook(stopAtExit);
    }

    /**
     * Starts the server of {@code directory}, made on first use with that superuser password.
     *
     * @param port 0 for any free one
     * @throws IllegalStateException when it does not come up, or the directory was made with
     *     another password; the message says which and where the log is
     */
    public static PostgresServer start(Path directory, int port, String superuserPassword) {
        return start(directory, port, superuserPassword, List.of());
    }

    /** As the other; speaks TLS too, with that certificate, to who asks for it: for tests. */
    public static PostgresServer start(
            Path directory, int port, String superuserPassword, TestCertificate certificate) {
        return start(
                directory,
                port,
                superuserPassword,
                List.of(
                        "-c",
                        "ssl=on",
                        "-c",
                        "ssl_cert_file=" + certificate.certificate(),
                        "-c",
                        "ssl_key_file=" + certificate.key()));
    }

    private static PostgresServer start(
            Path directory, int port, String superuserPassword, List<String> more) {
        try {
            Path home = directory.toAbsolutePath().normalize();
            Files.createDirectories(home);
            Path data = home.resolve("data");
            stopOrphan(data);
            if (!Files.isDirectory(data)) {
                initialize(home, superuserPassword);
            }
            writeAccessRules(data);
            int chosen = port == 0 ? FreePort.any() : port;
            Process process = launch(home, data, chosen, more);
            PostgresServer server = new PostgresServer(home, chosen, superuserPassword, process);
            try {
                server.awaitReady();
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("could not start PostgreSQL in " + directory, e);
        }
    }

    /**
     * Stops a postmaster that a killed launcher left behind in {@code directory}, if there is one.
     */
    public static void stopLeftBehind(Path directory) {
        try {
            stopOrphan(directory.toAbsolutePath().normalize().resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException("could not stop PostgreSQL in " + directory, e);
        }
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    public String superuserPassword() {
        return password;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(HOST, port, database);
    }

    /** Process id of the postmaster. */
    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Makes the role with that password, or gives it that password. It may log in, no more. */
    public void ensureRole(String role, String rolePassword) {
        String verb = exists("SELECT 1 FROM pg_roles WHERE rolname = ?", role) ? "ALTER" : "CREATE";
        execute(
                SUPERUSER,
                "%s ROLE %s LOGIN PASSWORD %s"
                        .formatted(verb, identifier(role), literal(rolePassword)));
    }

    /** Makes the database for that owner; nobody else may connect until granted. */
    public void ensureDatabase(String database, String owner) {
        if (!exists("SELECT 1 FROM pg_database WHERE datname = ?", database)) {
            execute(
                    SUPERUSER,
                    "CREATE DATABASE %s OWNER %s"
                            .formatted(identifier(database), identifier(owner)));
        }
        execute(
                SUPERUSER,
                "REVOKE CONNECT, TEMPORARY ON DATABASE %s FROM PUBLIC"
                        .formatted(identifier(database)));
    }

    /**
     * Lets a role connect to a database and see its public schema; tables are granted by Flyway.
     */
    public void allowConnect(String database, String role) {
        execute(
                SUPERUSER,
                "GRANT CONNECT ON DATABASE %s TO %s"
                        .formatted(identifier(database), identifier(role)));
        execute(database, "GRANT USAGE ON SCHEMA public TO %s".formatted(identifier(role)));
    }

    /** Makes a database with the rows of another that nobody is connected to. */
    void copyDatabase(String original, String copy, String owner) {
        execute(
                SUPERUSER,
                "CREATE DATABASE %s TEMPLATE %s OWNER %s"
                        .formatted(identifier(copy), identifier(original), identifier(owner)));
        execute(
                SUPERUSER,
                "REVOKE CONNECT, TEMPORARY ON DATABASE %s FROM PUBLIC".formatted(identifier(copy)));
    }

    /** A connection of the superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, password);
    }

    /**
     * The postmaster dies at once, as by {@code kill -9}: for tests. Backends follow by themselves.
     */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Not from a shutdown hook of its own: the caller closes it, after what uses it. */
    public PostgresServer stopOnlyWhenClosed() {
        Runtime.getRuntime().removeShutdownHook(stopAtExit);
        return this;
    }

    /** Ends connections, writes a checkpoint and stops. Idempotent. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(stopAtExit);
        } catch (IllegalStateException _) {
            // Shutting down: the hook does the same.
        }
        stopProcess();
    }

    private void stopProcess() {
        if (process.isAlive()) {
            pgCtlStop(directory.resolve("data"));
            awaitEnd();
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() {
        Instant limit = Instant.now().plus(START_LIMIT);
        while (true) {
            try (Connection _ = connect(SUPERUSER)) {
                return;
            } catch (SQLException e) {
                if ("28P01".equals(e.getSQLState())) {
                    throw new IllegalStateException(
                            "PostgreSQL in %s was made with another superuser password"
                                    .formatted(directory),
                            e);
                }
                if (!process.isAlive() || Instant.now().isAfter(limit)) {
                    throw new IllegalStateException(
                            "PostgreSQL did not start in %s: %s"
                                    .formatted(directory, lastLines(directory)),
                            e);
                }
            }
            pause();
        }
    }

    private static void initialize(Path home, String password) throws IOException {
        Path fresh = home.resolve("data.new");
        PostgresBinaries.deleteTree(fresh);
        Path passwordFile =
                Files.createTempFile(
                        home,
                        "init",
                        ".tmp",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, password + "\n");
            run(
                    home,
                    "initdb",
                    "--auth=scram-sha-256",
                    "--username=" + SUPERUSER,
                    "--pwfile=" + passwordFile,
                    "--encoding=UTF8",
                    "--locale=C",
                    "--pgdata=" + fresh);
        } finally {
            Files.delete(passwordFile);
        }
        Files.move(fresh, home.resolve("data"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void writeAccessRules(Path data) throws IOException {
        Path aside = data.resolve("pg_hba.conf.new");
        Files.writeString(
                aside,
                """
                # Written at every start: a password from everyone, from this machine alone.
                host all all 127.0.0.1/32 scram-sha-256
                """);
        Files.move(aside, data.resolve("pg_hba.conf"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Process launch(Path home, Path data, int port, List<String> more)
            throws IOException {
        List<String> arguments = new ArrayList<>(more);
        arguments.addAll(
                List.of(
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=" + HOST,
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=on",
                        "-c",
                        "synchronous_commit=on",
                        "-c",
                        "full_page_writes=on",
                        "-c",
                        "password_encryption=scram-sha-256",
                        "-c",
                        "max_connections=200",
                        "-c",
                        "shared_buffers=64MB",
                        "-c",
                        "timezone=UTC",
                        "-c",
                        "log_timezone=UTC"));
        return builder(home, "postgres", arguments.toArray(String[]::new)).start();
    }

    private static void stopOrphan(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty()) {
            return;
        }
        long pid = Math.abs(Long.parseLong(lines.getFirst().strip()));
        boolean ours =
                ProcessHandle.of(pid)
                        .flatMap(handle -> handle.info().command())
                        .map(command -> command.toLowerCase(Locale.ROOT).endsWith("postgres"))
                        .orElse(false);
        if (ours) {
            pgCtlStop(data);
        }
    }

    private static void pgCtlStop(Path data) {
        Path home = data.toAbsolutePath().getParent();
        try {
            run(
                    home == null ? data : home,
                    "pg_ctl",
                    "stop",
                    "-D",
                    data.toString(),
                    "-m",
                    "fast",
                    "-w",
                    "-t",
                    "15");
        } catch (IOException e) {
            throw new UncheckedIOException("could not stop PostgreSQL in " + data, e);
        }
    }

    private static void run(Path home, String program, String... arguments) throws IOException {
        Process process = builder(home, program, arguments).start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(program + " did not end within 60 s");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted in " + program, e);
        }
        if (process.exitValue() != 0) {
            throw new IOException("%s failed: %s".formatted(program, lastLines(home)));
        }
    }

    private static ProcessBuilder builder(Path home, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(PostgresBinaries.unpacked().resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("server.log").toFile()));
    }

    private static String lastLines(Path home) {
        try {
            List<String> lines = Files.readAllLines(home.resolve("server.log"));
            return String.join(
                    System.lineSeparator(),
                    lines.subList(Math.max(0, lines.size() - 8), lines.size()));
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL starts", e);
        }
    }

    private boolean exists(String query, String name) {
        try (Connection connection = connect(SUPERUSER);
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refused: " + e.getMessage(), e);
        }
    }

    private void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            // Without the statement: it may hold a password.
            throw new IllegalStateException("PostgreSQL refused: " + e.getMessage(), e);
        }
    }

    private static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
