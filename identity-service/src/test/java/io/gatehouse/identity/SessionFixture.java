package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.session.IssuedSession;
import io.gatehouse.identity.session.Sessions;
import io.gatehouse.kit.service.ServiceTokens;
import io.gatehouse.kit.session.SessionTokenVerifier;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.session.SessionClaims;
import io.restassured.response.Response;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.util.concurrent.atomic.AtomicInteger;

/** Alice with a key, roles that trust her account, and what the sessions of both say. */
abstract class SessionFixture {

    static final AccountId ACCOUNT = new AccountId("111111111111");
    static final String TRUST =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
            "Principal":{"AWS":"111111111111"},"Action":"sts:*"}]}
            """;
    static final String READ =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject",
            "Resource":"*"}]}
            """;
    static final AtomicInteger NAMES = new AtomicInteger();

    @Inject ServiceTokens tokens;
    @Inject AuthzByHand authz;
    @Inject PoliciesByHand policies;
    @Inject Sessions sessions;
    @Inject SessionTokenVerifier verifier;

    final String user = "sessions-" + NAMES.incrementAndGet();
    Client root;
    Client alice;

    @BeforeEach
    void alice_has_a_key() {
        root = Client.root(tokens);
        root.iam("CreateUser", "UserName", user).then().statusCode(200);
        alice = Client.of(tokens, root.iam("CreateAccessKey", "UserName", user));
    }

    @AfterEach
    void allowAll() {
        authz.allowAll();
    }

    String role(String name, String... more) {
        Response created =
                root.iam(
                        "CreateRole",
                        Client.parameters(
                                more, "RoleName", name, "AssumeRolePolicyDocument", TRUST));
        created.then().statusCode(200);
        return created.xmlPath().getString("CreateRoleResponse.CreateRoleResult.Role.Arn");
    }

    static Response assume(Client who, String role, String... more) {
        return who.sts(
                "AssumeRole", Client.parameters(more, "RoleArn", role, "RoleSessionName", "sess"));
    }

    SessionClaims claims(Client session) {
        return verifier.verify(session.sessionToken()).await().indefinitely().orElseThrow();
    }

    static void assertAtTheDoor(Client client, String action, String code) {
        assertThatThrownBy(() -> client.iam(action))
                .isInstanceOf(Client.RefusedAtTheDoor.class)
                .hasMessage(code);
    }

    Client client(IssuedSession issued) {
        return Client.session(
                tokens,
                issued.accessKeyId().text(),
                issued.secret().reveal(),
                issued.token().text());
    }
}
