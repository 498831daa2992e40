package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.rotation.Rotations;
import io.gatehouse.kit.service.ServiceTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class RotationTest {

    @Inject ServiceTokens tokens;
    @Inject AuthzByHand authz;
    @Inject Rotations rotations;
    @Inject MovedClock clock;

    private Client root;

    @BeforeEach
    void callAsRoot() {
        root = Client.root(tokens);
    }

    @AfterEach
    void now() {
        clock.backToNow();
    }

    private Client user(String name) {
        root.iam("CreateUser", "UserName", name).then().statusCode(200);
        return newKey(name);
    }

    private Client newKey(String name) {
        XmlPath made = root.iam("CreateAccessKey", "UserName", name).xmlPath();
        String path = "CreateAccessKeyResponse.CreateAccessKeyResult.AccessKey.";
        return new Client(
                tokens,
                made.getString(path + "AccessKeyId"),
                made.getString(path + "SecretAccessKey"));
    }

    private String require(String whom, Duration until) {
        Response answer =
                root.post(
                        "/api/rotations",
                        "{%s\"passwords\":true,\"access_keys\":true,\"deadline\":\"%s\"}"
                                .formatted(whom, Instant.now().plus(until)));
        answer.then().statusCode(200);
        return answer.jsonPath().getString("rotation_id");
    }

    private List<String> notDone(String rotation) {
        return root.get("/api/rotations")
                .jsonPath()
                .getList(
                        "rotations.find { it.rotation_id == '%s' }.not_done.user_name"
                                .formatted(rotation));
    }

    @Test
    void a_key_that_is_not_replaced_by_the_deadline_stops_working() {
        Client old = user("not-rotated-yet");
        String id = require("\"user_name\":\"not-rotated-yet\",", Duration.ofMinutes(1));
        assertThat(authz.last().action()).isEqualTo("gatehouse:RequireRotation");
        assertThat(authz.last().resource())
                .isEqualTo("arn:aws:iam::111111111111:user/not-rotated-yet");
        assertThat(notDone(id)).containsExactly("not-rotated-yet");
        old.iam("ListUsers").then().statusCode(200);

        Client replaced = newKey("not-rotated-yet");
        clock.moveBy(Duration.ofMinutes(2));
        assertThatThrownBy(() -> old.iam("ListUsers")).hasMessage("INVALID_CLIENT_TOKEN_ID");
        assertThat(rotations.endOverdueKeys().await().indefinitely()).isEqualTo(1);
        assertThat(rotations.endOverdueKeys().await().indefinitely()).isZero();
        clock.backToNow();

        assertThatThrownBy(() -> old.iam("ListUsers"))
                .as("deactivated, so that its sessions end everywhere")
                .hasMessage("INVALID_CLIENT_TOKEN_ID");
        replaced.iam("ListUsers").then().statusCode(200);
        assertThat(notDone(id)).isEmpty();
    }

    @Test
    void a_key_past_its_deadline_is_not_activated_again() {
        user("late");
        String key =
                root.iam("ListAccessKeys", "UserName", "late")
                        .xmlPath()
                        .getString("**.find { it.name() == 'AccessKeyId' }");
        root.iam("UpdateAccessKey", "UserName", "late", "AccessKeyId", key, "Status", "Inactive")
                .then()
                .statusCode(200);
        require("\"user_name\":\"late\",", Duration.ofSeconds(2));
        // No more than tokens between services may be apart.
        clock.moveBy(Duration.ofSeconds(4));
        Response answer =
                root.iam(
                        "UpdateAccessKey",
                        "UserName",
                        "late",
                        "AccessKeyId",
                        key,
                        "Status",
                        "Active");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.asString()).contains("had to be replaced by");
    }

    @Test
    void a_rotation_of_a_group_is_of_whoever_is_in_it() {
        root.iam("CreateGroup", "GroupName", "crew").then().statusCode(200);
        user("in-crew");
        user("off-crew");
        root.iam("AddUserToGroup", "GroupName", "crew", "UserName", "in-crew");
        root.iam("CreateLoginProfile", "UserName", "in-crew", "Password", "Correct-horse-7");
        String id = require("\"group_name\":\"crew\",", Duration.ofHours(1));
        assertThat(notDone(id)).containsExactly("in-crew");
        root.iam("AddUserToGroup", "GroupName", "crew", "UserName", "off-crew");
        assertThat(notDone(id)).containsExactly("in-crew", "off-crew");
        root.post("/api/rotations/withdraw", "{\"rotation_id\":\"%s\"}".formatted(id))
                .then()
                .statusCode(200);
        assertThat(notDone(id)).isNull();
    }

    @Test
    void a_rotation_of_an_account_is_of_all_its_users_and_never_of_its_root() {
        var made = root.post("/api/accounts", "{\"name\":\"rotating\"}").jsonPath();
        root =
                new Client(
                        tokens,
                        made.getString("root_access_key_id"),
                        made.getString("root_secret_access_key"));
        Client slow = user("slow");
        Client quick = user("quick");
        String id = require("", Duration.ofMinutes(1));
        assertThat(authz.last().resource()).endsWith(":account/" + made.getString("account_id"));
        assertThat(notDone(id)).containsExactlyInAnyOrder("slow", "quick");
        Client replaced = newKey("quick");
        root.iam("DeleteAccessKey", "UserName", "quick", "AccessKeyId", quick.keyId())
                .then()
                .statusCode(200);
        assertThat(notDone(id)).containsExactly("slow");
        clock.moveBy(Duration.ofMinutes(2));
        assertThatThrownBy(() -> slow.iam("ListUsers")).hasMessage("INVALID_CLIENT_TOKEN_ID");
        assertThat(rotations.endOverdueKeys().await().indefinitely()).isEqualTo(1);
        clock.backToNow();
        assertThatThrownBy(() -> slow.iam("ListUsers")).hasMessage("INVALID_CLIENT_TOKEN_ID");
        replaced.iam("ListUsers").then().statusCode(200);
        root.iam("ListUsers").then().statusCode(200);
    }

    @Test
    void what_is_young_enough_stays() {
        user("young");
        Response answer =
                root.post(
                        "/api/rotations",
                        "{\"user_name\":\"young\",\"passwords\":true,\"access_keys\":true,"
                                + "\"older_than_days\":90,\"deadline\":\"2099-01-01T00:00:00Z\"}");
        answer.then().statusCode(200);
        assertThat(notDone(answer.jsonPath().getString("rotation_id"))).isEmpty();
    }

    @Test
    void what_makes_no_sense_is_refused_with_what_and_where() {
        root.post("/api/rotations", "{\"passwords\":true,\"access_keys\":false}")
                .then()
                .statusCode(400);
        root.post(
                        "/api/rotations",
                        "{\"passwords\":true,\"access_keys\":true,"
                                + "\"deadline\":\"2020-01-01T00:00:00Z\"}")
                .then()
                .statusCode(400);
        root.post(
                        "/api/rotations",
                        "{\"user_name\":\"nobody-here\",\"passwords\":true,\"access_keys\":true,"
                                + "\"deadline\":\"2099-01-01T00:00:00Z\"}")
                .then()
                .statusCode(404);
        authz.deny("gatehouse:ListRotations");
        root.get("/api/rotations").then().statusCode(403);
        authz.allowAll();
    }
}
