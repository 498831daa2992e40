package io.gatehouse.infra;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

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

    /**
     * What a service needs to be told to use this database, with its two roles and, where there is
     * a certificate, over TLS alone.
     */
    public Map<String, String> asDatasource() {
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.reactive.url", reactiveUrl());
        settings.put("quarkus.datasource.jdbc.url", jdbcUrl());
        settings.put("quarkus.datasource.username", app.role());
        settings.put("quarkus.datasource.password", app.password());
        settings.put("quarkus.flyway.username", owner.role());
        settings.put("quarkus.flyway.password", owner.password());
        settings.put("quarkus.flyway.placeholders.app_role", app.role());
        TestInfra.authorityOfPostgres().ifPresent(it -> overTls(settings, it.toString()));
        return settings;
    }

    private void overTls(Map<String, String> settings, String authority) {
        settings.put(
                "quarkus.datasource.jdbc.url",
                "%s?sslmode=verify-full&sslrootcert=%s".formatted(jdbcUrl(), authority));
        settings.put("quarkus.datasource.reactive.postgresql.ssl-mode", "verify-full");
        settings.put("quarkus.datasource.reactive.hostname-verification-algorithm", "HTTPS");
        settings.put("quarkus.datasource.reactive.trust-certificate-pem", "true");
        settings.put("quarkus.datasource.reactive.trust-certificate-pem.certs", authority);
    }

    /** A JDBC connection, for tests that look at or damage rows. */
    public Connection connect(Login login) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), login.role(), login.password());
    }
}
