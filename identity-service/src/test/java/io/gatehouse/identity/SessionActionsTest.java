package io.gatehouse.identity;

import static io.gatehouse.identity.UserActionsTest.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.gatehouse.identity.session.IssuedSession;
import io.gatehouse.identity.session.SessionRequest;
import io.gatehouse.internal.v1.DescribePrincipalsRequest;
import io.gatehouse.internal.v1.PrincipalDetail;
import io.gatehouse.internal.v1.PrincipalKind;
import io.gatehouse.model.AccountInKeyId;
import io.gatehouse.model.UniqueId;
import io.gatehouse.model.session.SessionClaims;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class SessionActionsTest extends SessionFixture {

    @Test
    void a_role_says_when_a_session_of_it_last_asked() {
        String role = role("used-" + user);
        String name = role.substring(role.lastIndexOf('/') + 1);
        String used = "GetRoleResponse.GetRoleResult.Role.RoleLastUsed.LastUsedDate";
        Client session = Client.of(tokens, assume(alice, role));
        assertThat(root.iam("GetRole", "RoleName", name).xmlPath().getString(used)).isEmpty();
        session.sts("GetCallerIdentity").then().statusCode(200);
        root.iam("GetRole", "RoleName", name).then().body(used, startsWith("20"));
        DescribePrincipalsRequest roles =
                DescribePrincipalsRequest.newBuilder()
                        .setAccount(ACCOUNT.digits())
                        .setKind(PrincipalKind.ROLE_PRINCIPAL)
                        .setLimit(1000)
                        .build();
        assertThat(
                        Client.ask(tokens, questions -> questions.describePrincipals(roles))
                                .getPrincipalsList())
                .filteredOn(told -> told.getName().equals(name))
                .allSatisfy(told -> assertThat(told.getLastUsedAt()).isPositive())
                .extracting(PrincipalDetail::getLastUsedRegion)
                .containsExactly("us-east-1");
    }

    @Test
    void a_role_is_assumed_and_its_session_signs_like_any_key() {
        String role = role("life-" + user, "Path", "/app/");

        Response answer = assume(alice, role);

        String name = role.substring(role.lastIndexOf('/') + 1);
        String arn = "arn:aws:sts::111111111111:assumed-role/" + name + "/sess";
        answer.then()
                .statusCode(200)
                .body("AssumeRoleResponse.AssumeRoleResult.AssumedRoleUser.Arn", equalTo(arn))
                .body(
                        "AssumeRoleResponse.AssumeRoleResult.AssumedRoleUser.AssumedRoleId",
                        startsWith("AROA"))
                .body(
                        "AssumeRoleResponse.AssumeRoleResult.Credentials.AccessKeyId",
                        startsWith("ASIA"));
        Client session = Client.of(tokens, answer);
        session.sts("GetCallerIdentity")
                .then()
                .statusCode(200)
                .body("GetCallerIdentityResponse.GetCallerIdentityResult.Arn", equalTo(arn));
        session.iam("ListUsers").then().statusCode(200);
        assertThat(AccountInKeyId.accountOf(session.keyId())).contains(ACCOUNT);
        assertThat(claims(session).lineage().chain())
                .extracting(Object::toString)
                .containsExactly("arn:aws:iam::111111111111:user/" + user);
    }

    @Test
    void the_question_to_authz_holds_what_the_request_says() {
        String role =
                role("asked-" + user, "Tags.member.1.Key", "team", "Tags.member.1.Value", "red");

        assume(
                        alice,
                        role,
                        "ExternalId",
                        "ex-1",
                        "SourceIdentity",
                        "alice-in-person",
                        "Tags.member.1.Key",
                        "Project",
                        "Tags.member.1.Value",
                        "p1",
                        "TransitiveTagKeys.member.1",
                        "Project")
                .then()
                .statusCode(200);

        AuthzByHand.Question asked = authz.last();
        assertThat(asked.action()).isEqualTo("sts:AssumeRole");
        assertThat(asked.resource()).isEqualTo(role);
        assertThat(asked.keys().values().keySet())
                .contains(
                        "sts:ExternalId",
                        "sts:RoleSessionName",
                        "sts:SourceIdentity",
                        "sts:TransitiveTagKeys",
                        "aws:RequestTag/Project",
                        "aws:TagKeys",
                        "aws:ResourceTag/team");
    }

    @Test
    void a_role_that_does_not_exist_is_refused_as_one_that_does_not_trust() {
        authz.deny("sts:AssumeRole");
        String there = role("there-" + user);
        String away = there.replace("there-", "away-");

        Response no = assume(alice, there);
        Response nobody = assume(alice, away);

        no.then().statusCode(403).body("ErrorResponse.Error.Code", equalTo("AccessDenied"));
        nobody.then().statusCode(403).body("ErrorResponse.Error.Code", equalTo("AccessDenied"));
        assertThat(message(nobody).replace("away-", "there-")).isEqualTo(message(no));
        authz.allowAll();
        assume(alice, away)
                .then()
                .statusCode(403)
                .body("ErrorResponse.Error.Code", equalTo("AccessDenied"));
    }

    private static String message(Response answer) {
        return answer.xmlPath()
                .getString("ErrorResponse.Error.Message")
                .replaceAll(" Encoded authorization failure message: .*", "");
    }

    @Test
    void what_is_no_role_and_who_may_never_is_refused() {
        assertRefused(
                assume(alice, "arn:aws:iam::111111111111:user/x"),
                400,
                "ValidationError",
                "arn:aws:iam::111111111111:user/x is invalid");
        assertRefused(
                assume(root, role("root-" + user)),
                403,
                "AccessDenied",
                "Roles may not be assumed by root accounts.");
    }

    @Test
    void a_session_lasts_no_longer_than_its_role_allows() {
        String role = role("long-" + user, "MaxSessionDuration", "7200");
        assume(alice, role, "DurationSeconds", "7200").then().statusCode(200);
        assertRefused(
                assume(alice, role, "DurationSeconds", "7201"),
                400,
                "ValidationError",
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }

    @Test
    void a_chained_role_lasts_an_hour_whatever_it_allows() {
        String role = role("chain-" + user, "MaxSessionDuration", "43200");
        Client first = Client.of(tokens, assume(alice, role));

        assertThat(assume(first, role, "DurationSeconds", "7200").statusCode()).isEqualTo(400);
        Client second = Client.of(tokens, assume(first, role));

        assertThat(claims(second).lineage().chain())
                .extracting(Object::toString)
                .containsExactly(
                        "arn:aws:iam::111111111111:user/" + user,
                        "arn:aws:sts::111111111111:assumed-role/chain-" + user + "/sess");
    }

    @Test
    void transitive_tags_and_the_source_identity_go_down_the_chain() {
        String role = role("tags-" + user);
        Client first =
                Client.of(
                        tokens,
                        assume(
                                alice,
                                role,
                                "SourceIdentity",
                                "alice",
                                "Tags.member.1.Key",
                                "Keep",
                                "Tags.member.1.Value",
                                "1",
                                "Tags.member.2.Key",
                                "Drop",
                                "Tags.member.2.Value",
                                "2",
                                "TransitiveTagKeys.member.1",
                                "keep"));
        Client second = Client.of(tokens, assume(first, role));

        assertThat(claims(second).tags().all()).isEqualTo(Map.of("Keep", "1"));
        assertThat(claims(second).facts().sourceIdentity()).contains("alice");
        assertThat(authz.last().keys().values()).containsKey("sts:SourceIdentity");
        assertRefused(
                assume(first, role, "Tags.member.1.Key", "KEEP", "Tags.member.1.Value", "other"),
                400,
                "InvalidParameterValue",
                "One of the specified transitive tag keys can't be set because it conflicts with a"
                        + " transitive tag key from the calling session.");
        assertThat(assume(first, role, "SourceIdentity", "mallory").statusCode()).isEqualTo(403);
    }

    @Test
    void tags_that_cannot_be_are_refused() {
        String role = role("badtags-" + user);
        assertRefused(
                assume(
                        alice,
                        role,
                        "Tags.member.1.Key",
                        "Team",
                        "Tags.member.1.Value",
                        "1",
                        "Tags.member.2.Key",
                        "team",
                        "Tags.member.2.Value",
                        "2"),
                400,
                "InvalidParameterValue",
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        assertRefused(
                assume(alice, role, "TransitiveTagKeys.member.1", "team"),
                400,
                "InvalidParameterValue",
                "The specified transitive tag key must be included in the requested tags.");
    }

    @Test
    void session_policies_are_read_looked_up_and_packed() {
        String role = role("limits-" + user);
        String managed = "arn:aws:iam::111111111111:policy/limit";
        assertThat(assume(alice, role, "PolicyArns.member.1.arn", managed).statusCode())
                .isEqualTo(400);
        policies.add(managed);

        Response answer = assume(alice, role, "Policy", READ, "PolicyArns.member.1.arn", managed);

        assertThat(answer.xmlPath().getInt("AssumeRoleResponse.AssumeRoleResult.PackedPolicySize"))
                .isBetween(1, 50);
        SessionClaims claims = claims(Client.of(tokens, answer));
        assertThat(claims.policies().inline()).contains(READ);
        assertThat(claims.policies().managed())
                .extracting(Object::toString)
                .containsExactly(managed);
        assume(alice, role, "Policy", "{\"Version\":\"2012-10-17\"}")
                .then()
                .statusCode(400)
                .body("ErrorResponse.Error.Code", equalTo("MalformedPolicyDocument"));
    }

    @Test
    void what_does_not_fit_into_a_token_is_too_large() {
        String role = role("large-" + user);
        String[] tags = new String[4 * 50];
        java.util.Random chance = new java.util.Random(7);
        for (int i = 0; i < 50; i++) {
            tags[4 * i] = "Tags.member." + (i + 1) + ".Key";
            tags[4 * i + 1] = "key" + i;
            tags[4 * i + 2] = "Tags.member." + (i + 1) + ".Value";
            tags[4 * i + 3] =
                    Long.toString(chance.nextLong(), 36).repeat(1)
                            + "x".repeat(200)
                            + Long.toString(chance.nextLong(), 36)
                            + Long.toString(chance.nextLong(), 36)
                            + Long.toString(chance.nextLong(), 36);
        }
        assume(alice, role, tags)
                .then()
                .statusCode(400)
                .body("ErrorResponse.Error.Code", equalTo("PackedPolicyTooLarge"));
    }

    @Test
    void a_code_that_no_device_shows_is_refused() {
        String[] code = {
            "SerialNumber", "arn:aws:iam::111111111111:mfa/none", "TokenCode", "123456"
        };
        assertThat(assume(alice, role("mfa-" + user), code).statusCode()).isEqualTo(403);
        assertThat(alice.sts("GetSessionToken", code).statusCode()).isEqualTo(403);
    }

    @Test
    void a_session_of_a_user_is_the_user_within_limits() {
        Client session = Client.of(tokens, alice.sts("GetSessionToken"));

        session.sts("GetCallerIdentity")
                .then()
                .body(
                        "GetCallerIdentityResponse.GetCallerIdentityResult.Arn",
                        equalTo("arn:aws:iam::111111111111:user/" + user));
        assertAtTheDoor(session, "ListUsers", "INVALID_CLIENT_TOKEN_ID");
        assertThatThrownBy(() -> session.sts("GetSessionToken")).hasMessage("ACCESS_DENIED");
        assume(session, role("fromsession-" + user)).then().statusCode(200);
        assertThat(claims(session).expires())
                .isEqualTo(claims(session).issued().plus(Duration.ofHours(12)));
        Client ofRoot = Client.of(tokens, root.sts("GetSessionToken", "DurationSeconds", "7200"));
        assertThat(claims(ofRoot).expires())
                .isEqualTo(claims(ofRoot).issued().plus(Duration.ofHours(1)));
    }

    @Test
    void a_person_who_signed_in_calls_as_with_a_key() {
        String id =
                root.iam("GetUser", "UserName", user)
                        .xmlPath()
                        .getString("GetUserResponse.GetUserResult.User.UserId");
        IssuedSession issued =
                sessions.issue(
                        SessionRequest.ofSignedIn(
                                ACCOUNT,
                                java.util.Optional.of(new UniqueId(id)),
                                Duration.ofHours(1)));
        Client session = client(issued);

        session.iam("GetUser")
                .then()
                .statusCode(200)
                .body("GetUserResponse.GetUserResult.User.UserName", equalTo(user));
    }

    @Test
    void a_federated_user_may_ask_who_it_is_and_nothing_else() {
        Response answer = alice.sts("GetFederationToken", "Name", "fred", "Policy", READ);
        answer.then()
                .statusCode(200)
                .body(
                        "GetFederationTokenResponse.GetFederationTokenResult.FederatedUser.FederatedUserId",
                        equalTo("111111111111:fred"));
        assertThat(authz.last().resource())
                .isEqualTo("arn:aws:sts::111111111111:federated-user/fred");
        Client session = Client.of(tokens, answer);
        session.sts("GetCallerIdentity")
                .then()
                .body(
                        "GetCallerIdentityResponse.GetCallerIdentityResult.UserId",
                        equalTo("111111111111:fred"));
        assertAtTheDoor(session, "ListUsers", "INVALID_CLIENT_TOKEN_ID");
        assertThatThrownBy(() -> assume(session, role("fed-" + user))).hasMessage("ACCESS_DENIED");
    }

    @Test
    void a_role_session_takes_no_user_session() {
        Client session = Client.of(tokens, assume(alice, role("nouser-" + user)));
        assertThatThrownBy(() -> session.sts("GetSessionToken")).hasMessage("ACCESS_DENIED");
        assertThatThrownBy(() -> session.sts("GetFederationToken", "Name", "fred"))
                .hasMessage("ACCESS_DENIED");
    }
}
