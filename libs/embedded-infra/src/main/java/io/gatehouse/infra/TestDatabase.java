package io.gatehouse.infra;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database of a test, with the roles that a service has in production.
 *
 * @param owner owns the database and runs Flyway
 * @param app the service at run time: what migrations grant it and no more; the value of Flyway's
 *     placeholder {@code app_role}
 */
public record TestDatabase(String host, int port, String name, Login owner, Login app) {

    /** A role that may log in. */
    public record Login(String role, String password) {
        @Override
        public String toString() {
            return role;
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, name);
    }

    /** As {@code quarkus.datasource.reactive.url} wants it. */
    public String reactiveUrl() {
        return "postgresql://%s:%d/%s".formatted(host, port, name);
    }

    /** A JDBC connection, for tests that look at or damage rows. */
    public Connection connect(Login login) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), login.role(), login.password());
    }
}
