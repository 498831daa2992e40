package io.gatehouse.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.gatehouse.identity.value.Remaining;
import io.gatehouse.kit.service.ServiceTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class UserActionsTest {

    @Inject ServiceTokens tokens;
    @Inject AuthzByHand authz;
    @Inject PoliciesByHand policies;

    private Client root;

    @BeforeEach
    void callAsRoot() {
        root = Client.root(tokens);
    }

    @AfterEach
    void allowAll() {
        authz.allowAll();
    }

    @Test
    void a_user_is_created_read_changed_and_deleted() {
        root.iam(
                        "CreateUser",
                        "UserName",
                        "life",
                        "Path",
                        "/ops/",
                        "Tags.member.1.Key",
                        "team",
                        "Tags.member.1.Value",
                        "red")
                .then()
                .statusCode(200)
                .header("X-Gatehouse-Revision", startsWith("r1."))
                .body(
                        "CreateUserResponse.CreateUserResult.User.Arn",
                        equalTo("arn:aws:iam::111111111111:user/ops/life"))
                .body("CreateUserResponse.CreateUserResult.User.UserId", startsWith("AIDA"));
        assertThat(authz.last().action()).isEqualTo("iam:CreateUser");
        assertThat(authz.last().resource()).isEqualTo("arn:aws:iam::111111111111:user/ops/life");
        assertThat(authz.last().keys().values())
                .containsKeys("aws:RequestTag/team", "aws:TagKeys", "aws:ResourceTag/team");

        root.iam("UpdateUser", "UserName", "life", "NewUserName", "life2", "NewPath", "/")
                .then()
                .statusCode(200);
        assertThat(authz.last().resource()).isEqualTo("arn:aws:iam::111111111111:user/life2");
        root.iam("GetUser", "UserName", "LIFE2")
                .then()
                .body("GetUserResponse.GetUserResult.User.UserName", equalTo("life2"))
                .body("GetUserResponse.GetUserResult.User.Tags.member.Key", equalTo("team"));
        root.iam("DeleteUser", "UserName", "life2").then().statusCode(200);
        assertRefused(
                root.iam("GetUser", "UserName", "life2"),
                404,
                "NoSuchEntity",
                "The user with name life2 cannot be found.");
    }

    @Test
    void names_are_taken_whatever_their_case() {
        root.iam("CreateUser", "UserName", "Casey").then().statusCode(200);
        root.iam("CreateUser", "UserName", "other-casey").then().statusCode(200);
        assertRefused(
                root.iam("CreateUser", "UserName", "cASEY"),
                409,
                "EntityAlreadyExists",
                "User with name cASEY already exists.");
        assertRefused(
                root.iam("UpdateUser", "UserName", "other-casey", "NewUserName", "CASEY"),
                409,
                "EntityAlreadyExists",
                "User with name CASEY already exists.");
        root.iam("UpdateUser", "UserName", "casey", "NewUserName", "CaseY").then().statusCode(200);
    }

    @Test
    void a_denied_action_changes_nothing() {
        authz.deny("iam:CreateUser");
        Response answer = root.iam("CreateUser", "UserName", "denied");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.xmlPath().getString("ErrorResponse.Error.Code"))
                .isEqualTo("AccessDenied");
        assertThat(root.iam("GetUser", "UserName", "denied").statusCode()).isEqualTo(404);
    }

    @Test
    void whether_a_user_exists_is_not_told_to_those_who_may_not_ask() {
        root.iam("CreateUser", "UserName", "hidden").then().statusCode(200);
        authz.deny("iam:GetUser");
        assertThat(root.iam("GetUser", "UserName", "hidden").statusCode()).isEqualTo(403);
        assertThat(root.iam("GetUser", "UserName", "not-hidden").statusCode()).isEqualTo(403);
    }

    @Test
    void a_list_read_in_pages_neither_repeats_nor_skips_while_others_write() {
        for (int i = 0; i < 7; i++) {
            root.iam("CreateUser", "UserName", "page" + i, "Path", "/pages/")
                    .then()
                    .statusCode(200);
        }
        List<String> seen = new ArrayList<>();
        XmlPath page = page("");
        seen.addAll(names(page));
        // One before the marker goes, one before it comes, one behind it goes.
        root.iam("DeleteUser", "UserName", "page0").then().statusCode(200);
        root.iam("CreateUser", "UserName", "page-1", "Path", "/pages/").then().statusCode(200);
        root.iam("DeleteUser", "UserName", "page5").then().statusCode(200);
        while (page.getBoolean("ListUsersResponse.ListUsersResult.IsTruncated")) {
            page = page(page.getString("ListUsersResponse.ListUsersResult.Marker"));
            seen.addAll(names(page));
        }
        assertThat(seen).containsExactly("page0", "page1", "page2", "page3", "page4", "page6");
        assertThat(page.getString("ListUsersResponse.ListUsersResult.Marker")).isNullOrEmpty();
    }

    private XmlPath page(String marker) {
        Response answer =
                marker.isEmpty()
                        ? root.iam("ListUsers", "PathPrefix", "/pages/", "MaxItems", "2")
                        : root.iam(
                                "ListUsers",
                                "PathPrefix",
                                "/pages/",
                                "MaxItems",
                                "2",
                                "Marker",
                                marker);
        return answer.then().statusCode(200).extract().xmlPath();
    }

    private static List<String> names(XmlPath page) {
        return page.getList("ListUsersResponse.ListUsersResult.Users.member.UserName");
    }

    @Test
    void a_marker_of_another_list_is_refused() {
        assertRefused(
                root.iam("ListUsers", "Marker", "bm90aGluZw"),
                400,
                "ValidationError",
                "Invalid Marker.");
    }

    @Test
    void a_user_on_whom_something_hangs_is_not_deleted() {
        String id =
                root.iam("CreateUser", "UserName", "laden")
                        .xmlPath()
                        .getString("CreateUserResponse.CreateUserResult.User.UserId");
        root.iam("CreateGroup", "GroupName", "burden").then().statusCode(200);
        root.iam("AddUserToGroup", "GroupName", "burden", "UserName", "laden")
                .then()
                .statusCode(200);
        assertConflict("laden", "Cannot delete entity, must remove users from group first.");
        assertRefused(
                root.iam("DeleteGroup", "GroupName", "burden"),
                409,
                "DeleteConflict",
                "Cannot delete entity, must remove users from group first.");
        root.iam("RemoveUserFromGroup", "GroupName", "burden", "UserName", "laden")
                .then()
                .statusCode(200);
        policies.hang(id, new Remaining(0, 1));
        assertConflict("laden", "Cannot delete entity, must delete policies first.");
        policies.hang(id, Remaining.NOTHING);
        root.iam("DeleteUser", "UserName", "laden").then().statusCode(200);
        root.iam("DeleteGroup", "GroupName", "burden").then().statusCode(200);
    }

    private void assertConflict(String user, String message) {
        assertRefused(root.iam("DeleteUser", "UserName", user), 409, "DeleteConflict", message);
    }

    @Test
    void an_access_key_works_until_it_is_inactive_and_again_when_active() {
        root.iam("CreateUser", "UserName", "keyed").then().statusCode(200);
        XmlPath made = root.iam("CreateAccessKey", "UserName", "keyed").xmlPath();
        String path = "CreateAccessKeyResponse.CreateAccessKeyResult.AccessKey.";
        String id = made.getString(path + "AccessKeyId");
        Client keyed = new Client(tokens, id, made.getString(path + "SecretAccessKey"));
        keyed.sts("GetCallerIdentity")
                .then()
                .statusCode(200)
                .body(
                        "GetCallerIdentityResponse.GetCallerIdentityResult.Arn",
                        equalTo("arn:aws:iam::111111111111:user/keyed"))
                .body(
                        "GetCallerIdentityResponse.GetCallerIdentityResult.UserId",
                        startsWith("AIDA"));
        keyed.iam("GetUser")
                .then()
                .body("GetUserResponse.GetUserResult.User.UserName", equalTo("keyed"));

        keyed.iam("UpdateAccessKey", "AccessKeyId", id, "Status", "Inactive")
                .then()
                .statusCode(200);
        assertDoorRefuses(keyed, "INVALID_CLIENT_TOKEN_ID");
        root.iam("UpdateAccessKey", "UserName", "keyed", "AccessKeyId", id, "Status", "Active")
                .then()
                .statusCode(200);
        keyed.sts("GetCallerIdentity").then().statusCode(200);
        assertConflict("keyed", "Cannot delete entity, must delete access keys first.");
        root.iam("ListAccessKeys", "UserName", "keyed")
                .then()
                .body(
                        "ListAccessKeysResponse.ListAccessKeysResult.AccessKeyMetadata.member.AccessKeyId",
                        equalTo(id))
                .body(not(containsString("SecretAccessKey")));
        root.iam("DeleteAccessKey", "UserName", "keyed", "AccessKeyId", id).then().statusCode(200);
        assertDoorRefuses(keyed, "INVALID_CLIENT_TOKEN_ID");
    }

    @Test
    void a_wrong_secret_and_an_unknown_key_are_refused() {
        assertDoorRefuses(
                new Client(tokens, "AKIAAAAAAAAAAAAAAAAA", "x".repeat(40)),
                "INVALID_CLIENT_TOKEN_ID");
        String id =
                root.iam("ListAccessKeys")
                        .xmlPath()
                        .getString("**.find { it.name() == 'AccessKeyId' }");
        assertDoorRefuses(new Client(tokens, id, "x".repeat(40)), "SIGNATURE_DOES_NOT_MATCH");
    }

    private static void assertDoorRefuses(Client client, String code) {
        assertThatThrownBy(() -> client.sts("GetCallerIdentity"))
                .isInstanceOf(Client.RefusedAtTheDoor.class)
                .hasMessage(code);
    }

    @Test
    void a_boundary_must_exist_and_is_shown() {
        String arn = "arn:aws:iam::111111111111:policy/edge";
        assertRefused(
                root.iam("CreateUser", "UserName", "bounded", "PermissionsBoundary", arn),
                404,
                "NoSuchEntity",
                "Scope ARN: " + arn + " does not exist or is not attachable.");
        policies.add(arn);
        root.iam("CreateUser", "UserName", "bounded", "PermissionsBoundary", arn)
                .then()
                .statusCode(200);
        assertThat(authz.last().keys().values()).containsKey("iam:PermissionsBoundary");
        root.iam("GetUser", "UserName", "bounded")
                .then()
                .body(
                        "GetUserResponse.GetUserResult.User.PermissionsBoundary.PermissionsBoundaryArn",
                        equalTo(arn));
        root.iam("DeleteUserPermissionsBoundary", "UserName", "bounded").then().statusCode(200);
        root.iam("GetUser", "UserName", "bounded")
                .then()
                .body(not(containsString("PermissionsBoundary")));
        root.iam("PutUserPermissionsBoundary", "UserName", "bounded", "PermissionsBoundary", arn)
                .then()
                .statusCode(200);
    }

    @Test
    void tags_repeat_in_no_case_and_are_listed_in_pages() {
        root.iam("CreateUser", "UserName", "tagged").then().statusCode(200);
        assertRefused(
                root.iam(
                        "TagUser",
                        "UserName",
                        "tagged",
                        "Tags.member.1.Key",
                        "Team",
                        "Tags.member.1.Value",
                        "a",
                        "Tags.member.2.Key",
                        "team",
                        "Tags.member.2.Value",
                        "b"),
                400,
                "InvalidInput",
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        root.iam(
                        "TagUser",
                        "UserName",
                        "tagged",
                        "Tags.member.1.Key",
                        "a",
                        "Tags.member.1.Value",
                        "1",
                        "Tags.member.2.Key",
                        "b",
                        "Tags.member.2.Value",
                        "2")
                .then()
                .statusCode(200);
        String marker =
                root.iam("ListUserTags", "UserName", "tagged", "MaxItems", "1")
                        .then()
                        .body(
                                "ListUserTagsResponse.ListUserTagsResult.Tags.member.Key",
                                equalTo("a"))
                        .extract()
                        .xmlPath()
                        .getString("ListUserTagsResponse.ListUserTagsResult.Marker");
        root.iam("ListUserTags", "UserName", "tagged", "Marker", marker)
                .then()
                .body("ListUserTagsResponse.ListUserTagsResult.Tags.member.Key", equalTo("b"));
        root.iam("UntagUser", "UserName", "tagged", "TagKeys.member.1", "A").then().statusCode(200);
        root.iam("ListUserTags", "UserName", "tagged")
                .then()
                .body("ListUserTagsResponse.ListUserTagsResult.Tags.member.Key", equalTo("b"));
    }

    @Test
    void a_request_without_an_internal_token_is_refused() {
        RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .body("Action=ListUsers&Version=2010-05-08")
                .post("/")
                .then()
                .statusCode(403)
                .body("ErrorResponse.Error.Code", equalTo("MissingAuthenticationToken"));
    }

    @Test
    void health_and_metrics_need_no_token() {
        RestAssured.get("/q/health/ready").then().statusCode(200);
        RestAssured.get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("gatehouse_outbox_age_seconds"))
                .body(containsString("gatehouse_relay_stopped"));
    }

    static void assertRefused(Response answer, int status, String code, String message) {
        answer.then()
                .statusCode(status)
                .body("ErrorResponse.Error.Code", equalTo(code))
                .body("ErrorResponse.Error.Message", equalTo(message));
    }
}
