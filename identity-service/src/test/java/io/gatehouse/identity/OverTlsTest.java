package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;

/** How the service reaches PostgreSQL. */
@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class OverTlsTest {

    /** Who has a certificate of PostgreSQL's, uses it: the pool, and the relay beside it. */
    @Test
    void connections_to_postgresql_are_encrypted() throws Exception {
        assumeTrue(
                IdentityEnvironment.database()
                        .asDatasource()
                        .containsKey("quarkus.datasource.reactive.postgresql.ssl-mode"),
                "PostgreSQL speaks no TLS, in a container");
        try (Connection sql =
                        IdentityEnvironment.database()
                                .connect(IdentityEnvironment.database().app());
                Statement statement = sql.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                                SELECT count(*) FILTER (WHERE ssl), count(*) FILTER (WHERE NOT ssl)
                                FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
                                WHERE usename = current_user AND pid <> pg_backend_pid()
                                """)) {
            rows.next();
            assertThat(rows.getLong(1)).as("pool and relay").isGreaterThanOrEqualTo(2);
            assertThat(rows.getLong(2)).as("in clear").isZero();
        }
    }
}
