package io.gatehouse.standalone;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The database of a service that writes. Two roles know it: the owner, which Flyway alone uses, and
 * the one the service runs as, which has what the migrations grant it and nothing more (no UPDATE
 * or DELETE on events, for one).
 *
 * @param service {@code identity} or {@code policy}
 */
record WriterDatabase(String service) {

    String name() {
        return "gatehouse_" + service;
    }

    String role() {
        return "gatehouse_" + service;
    }

    String ownerRole() {
        return "gatehouse_" + service + "_owner";
    }

    /**
     * Makes database and roles where they are missing, and sets the roles' passwords to the data
     * directory's.
     */
    void create(DataDirectory data, int port, String superuserPassword) {
        String url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
        try (Connection connection =
                        DriverManager.getConnection(url, "postgres", superuserPassword);
                Statement statement = connection.createStatement()) {
            ensureRole(statement, ownerRole(), data.password(ownerRole()));
            ensureRole(statement, role(), data.password(role()));
            if (!exists(
                    statement,
                    "SELECT 1 FROM pg_database WHERE datname = '%s'".formatted(name()))) {
                statement.execute("CREATE DATABASE %s OWNER %s".formatted(name(), ownerRole()));
                statement.execute("REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(name()));
                statement.execute("GRANT CONNECT ON DATABASE %s TO %s".formatted(name(), role()));
            }
        } catch (SQLException e) {
            throw new LaunchFailure("cannot prepare the database %s".formatted(name()), e);
        }
    }

    // Names are ours and passwords are base64url, so neither can end a quotation.
    private static void ensureRole(Statement statement, String role, String password)
            throws SQLException {
        String verb =
                exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '%s'".formatted(role))
                        ? "ALTER"
                        : "CREATE";
        statement.execute("%s ROLE %s LOGIN PASSWORD '%s'".formatted(verb, role, password));
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }
}
