package io.gatehouse.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

class PostgresServerTest {

    private static final String PASSWORD = "it's a \"password\"";

    @TempDir Path directory;

    @Test
    void what_makes_commits_durable_is_on() throws SQLException {
        try (PostgresServer server = PostgresServer.start(directory, 0, PASSWORD)) {
            assertThat(show(server, "fsync")).isEqualTo("on");
            assertThat(show(server, "synchronous_commit")).isEqualTo("on");
            assertThat(show(server, "full_page_writes")).isEqualTo("on");
            assertThat(show(server, "server_version")).startsWith("18.");
        }
    }

    @Test
    void acknowledged_rows_survive_a_kill_of_the_postmaster_in_the_middle_of_writing()
            throws Exception {
        AtomicLong acknowledged = new AtomicLong();
        try (PostgresServer server = PostgresServer.start(directory, 0, PASSWORD);
                ExecutorService writer = Executors.newSingleThreadExecutor()) {
            execute(server, "CREATE TABLE row (number bigint PRIMARY KEY)");
            Future<?> writing = writer.submit(() -> writeUntilItBreaks(server, acknowledged));
            while (acknowledged.get() < 200) {
                Thread.onSpinWait();
            }
            server.kill();
            writing.get(30, TimeUnit.SECONDS);
        }
        try (PostgresServer again = PostgresServer.start(directory, 0, PASSWORD)) {
            assertThat(queryLong(again, "SELECT count(*) FROM row"))
                    .isGreaterThanOrEqualTo(acknowledged.get());
        }
    }

    @Test
    void a_postmaster_left_behind_by_a_killed_launcher_is_stopped_first() throws Exception {
        PostgresServer orphan = PostgresServer.start(directory, 0, PASSWORD);
        execute(orphan, "CREATE TABLE kept (number bigint)");
        try (PostgresServer successor = PostgresServer.start(directory, 0, PASSWORD)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(queryLong(successor, "SELECT count(*) FROM kept")).isZero();
        } finally {
            orphan.close();
        }
    }

    @Test
    void a_wrong_or_missing_password_is_refused() {
        try (PostgresServer server = PostgresServer.start(directory, 0, PASSWORD)) {
            String url = server.jdbcUrl("postgres");
            assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", null))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void access_rules_that_trust_everybody_do_not_survive_a_start() throws Exception {
        PostgresServer.start(directory, 0, PASSWORD).close();
        Files.writeString(
                directory.resolve("data/pg_hba.conf"), "host all all 127.0.0.1/32 trust\n");
        try (PostgresServer server = PostgresServer.start(directory, 0, PASSWORD)) {
            String url = server.jdbcUrl("postgres");
            assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "wrong"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void another_superuser_password_than_the_directory_was_made_with_is_said_at_once() {
        PostgresServer.start(directory, 0, PASSWORD).close();
        assertThatThrownBy(() -> PostgresServer.start(directory, 0, "another"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another superuser password");
    }

    @Test
    void a_crash_inside_initialization_does_not_block_the_next_start() throws Exception {
        Files.createDirectories(directory.resolve("data.new/base"));
        Files.writeString(directory.resolve("data.new/PG_VERSION"), "18");
        try (PostgresServer server = PostgresServer.start(directory, 0, PASSWORD)) {
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void a_role_sees_only_the_database_that_it_was_let_into() throws SQLException {
        try (PostgresServer server = PostgresServer.start(directory, 0, PASSWORD)) {
            server.ensureRole("one_owner", "a");
            server.ensureRole("two_owner", "b");
            server.ensureDatabase("one", "one_owner");
            server.ensureDatabase("two", "two_owner");
            server.ensureRole("app", "c'c");
            server.allowConnect("one", "app");
            try (Connection connection =
                    DriverManager.getConnection(server.jdbcUrl("one"), "app", "c'c")) {
                assertThat(connection.isValid(5)).isTrue();
            }
            assertThatThrownBy(
                            () -> DriverManager.getConnection(server.jdbcUrl("two"), "app", "c'c"))
                    .hasMessageContaining("permission denied");
        }
    }

    private static void writeUntilItBreaks(PostgresServer server, AtomicLong acknowledged) {
        try (Connection connection = server.connect("postgres");
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO row (number) VALUES (?)")) {
            for (long number = 1; ; number++) {
                insert.setLong(1, number);
                insert.executeUpdate();
                acknowledged.set(number);
            }
        } catch (SQLException _) {
            // The server was killed: that is the end of writing.
        }
    }

    private static String show(PostgresServer server, String setting) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long queryLong(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
