package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.session.SessionRequest;
import io.gatehouse.model.UniqueId;
import io.gatehouse.model.session.SessionLineage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class SessionEndsTest extends SessionFixture {

    @Test
    void a_session_ends_with_its_role() {
        role("ends-" + user);
        Client session =
                Client.of(tokens, assume(alice, "arn:aws:iam::111111111111:role/ends-" + user));
        session.iam("ListUsers").then().statusCode(200);

        root.iam("DeleteRole", "RoleName", "ends-" + user).then().statusCode(200);

        assertAtTheDoor(session, "ListUsers", "INVALID_CLIENT_TOKEN_ID");
        role("ends-" + user);
        assertAtTheDoor(session, "ListUsers", "INVALID_CLIENT_TOKEN_ID");
    }

    @Test
    void sessions_end_with_the_key_they_come_from_and_pause_with_it() {
        Client direct = Client.of(tokens, alice.sts("GetSessionToken"));
        Client role = Client.of(tokens, assume(alice, role("key-" + user)));
        String[] key = {"UserName", user, "AccessKeyId", alice.keyId()};

        root.iam(
                        "UpdateAccessKey",
                        "UserName",
                        user,
                        "AccessKeyId",
                        alice.keyId(),
                        "Status",
                        "Inactive")
                .then()
                .statusCode(200);
        assertThatThrownBy(() -> direct.sts("GetCallerIdentity"))
                .hasMessage("INVALID_CLIENT_TOKEN_ID");
        assertAtTheDoor(role, "ListUsers", "INVALID_CLIENT_TOKEN_ID");
        root.iam(
                        "UpdateAccessKey",
                        "UserName",
                        user,
                        "AccessKeyId",
                        alice.keyId(),
                        "Status",
                        "Active")
                .then()
                .statusCode(200);
        direct.sts("GetCallerIdentity").then().statusCode(200);
        role.iam("ListUsers").then().statusCode(200);
        root.iam("DeleteAccessKey", key).then().statusCode(200);
        assertAtTheDoor(role, "ListUsers", "INVALID_CLIENT_TOKEN_ID");
        root.iam("DeleteUser", "UserName", user).then().statusCode(200);
        assertThatThrownBy(() -> direct.sts("GetCallerIdentity"))
                .hasMessage("INVALID_CLIENT_TOKEN_ID");
    }

    @Test
    void a_token_counts_with_its_own_key_and_as_it_is() {
        String role = role("bound-" + user);
        Client one = Client.of(tokens, assume(alice, role));
        Client other = Client.of(tokens, assume(alice, role));
        String last = one.sessionToken().substring(one.sessionToken().length() - 8);

        Client mixed = Client.session(tokens, one.keyId(), one.secret(), other.sessionToken());
        Client garbled =
                Client.session(
                        tokens,
                        one.keyId(),
                        one.secret(),
                        one.sessionToken().replace(last, "AAAAAAAA"));
        Client none = new Client(tokens, one.keyId(), one.secret());
        Client wrong = Client.session(tokens, one.keyId(), other.secret(), one.sessionToken());

        for (Client no : List.of(mixed, garbled, none)) {
            assertAtTheDoor(no, "ListUsers", "INVALID_CLIENT_TOKEN_ID");
        }
        assertAtTheDoor(wrong, "ListUsers", "SIGNATURE_DOES_NOT_MATCH");
    }

    @Test
    void an_expired_session_is_told_so() {
        role("over-" + user);
        String id =
                root.iam("GetRole", "RoleName", "over-" + user)
                        .xmlPath()
                        .getString("GetRoleResponse.GetRoleResult.Role.RoleId");
        Client session =
                client(
                        sessions.issue(
                                SessionRequest.ofRole(
                                        ACCOUNT,
                                        new UniqueId(id),
                                        "sess",
                                        Duration.ZERO,
                                        SessionLineage.NONE)));

        assertAtTheDoor(session, "ListUsers", "EXPIRED_TOKEN");
    }
}
