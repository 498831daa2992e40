package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.eventstore.Heads;
import io.gatehouse.identity.session.TrustingRoles;
import io.gatehouse.kit.service.ServiceTokens;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.LogName;
import io.gatehouse.model.Revision;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What authz-service is asked about a role that changes while a session of it is asked for. */
@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class FoundRoleTest {

    private static final AccountId ACCOUNT = new AccountId(IdentityEnvironment.FIRST_ACCOUNT);
    private static final String TRUST =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",\
            "Principal":{"AWS":"arn:aws:iam::111111111111:root"}}}\
            """;

    @Inject ServiceTokens tokens;
    @Inject TrustingRoles roles;
    @Inject Pool database;

    @Test
    void the_head_that_a_role_is_asked_about_at_is_read_after_the_role() throws Exception {
        Client root = Client.root(tokens);
        root.iam("CreateRole", "RoleName", "found", "AssumeRolePolicyDocument", TRUST)
                .then()
                .statusCode(200);
        try (Connection holding =
                        IdentityEnvironment.database()
                                .connect(IdentityEnvironment.database().owner());
                Statement statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute("LOCK TABLE iam_role IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<TrustingRoles.Found> found =
                    roles.find(ACCOUNT, Arn.parse("arn:aws:iam::111111111111:role/found"))
                            .subscribeAsCompletionStage();
            Eventually.within(
                    Duration.ofSeconds(20), () -> assertThat(waiting(statement)).isPositive());
            root.iam("CreateUser", "UserName", "meanwhile").then().statusCode(200);
            Revision meanwhile =
                    Heads.of(database, LogName.IDENTITY, List.of(ACCOUNT)).await().indefinitely();
            holding.commit();
            assertThat(found.join().role()).isPresent();
            assertThat(found.join().head()).isEqualTo(meanwhile);
        }
    }

    private static int waiting(Statement statement) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery(
                        """
                        SELECT count(*) FROM pg_locks
                        WHERE relation = 'iam_role'::regclass AND NOT granted
                        """)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
