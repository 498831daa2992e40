package io.gatehouse.identity;

import static io.gatehouse.identity.UserActionsTest.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.gatehouse.kit.service.ServiceTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class RoleActionsTest {

    private static final String ROLE = "GetRoleResponse.GetRoleResult.Role.";

    @Inject ServiceTokens tokens;

    private Client root;

    @BeforeEach
    void callAsRoot() {
        root = Client.root(tokens);
    }

    private static String trusting(String principal) {
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
        "Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}]}
        """
                .formatted(principal)
                .strip();
    }

    private Response create(String role, String trust) {
        return root.iam("CreateRole", "RoleName", role, "AssumeRolePolicyDocument", trust);
    }

    private String trustOf(String role) {
        return URLDecoder.decode(
                root.iam("GetRole", "RoleName", role)
                        .xmlPath()
                        .getString(ROLE + "AssumeRolePolicyDocument"),
                StandardCharsets.UTF_8);
    }

    private static String storedTrustOf(String role) throws SQLException {
        try (Connection sql =
                        IdentityEnvironment.database()
                                .connect(IdentityEnvironment.database().app());
                PreparedStatement select =
                        sql.prepareStatement("SELECT trust FROM iam_role WHERE name = ?")) {
            select.setString(1, role);
            ResultSet rows = select.executeQuery();
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void a_role_is_created_read_changed_and_deleted() {
        create("life", trusting("arn:aws:iam::111111111111:root"))
                .then()
                .statusCode(200)
                .body("CreateRoleResponse.CreateRoleResult.Role.RoleId", startsWith("AROA"));
        root.iam("UpdateRole", "RoleName", "life", "Description", "d", "MaxSessionDuration", "7200")
                .then()
                .statusCode(200);
        root.iam(
                        "TagRole",
                        "RoleName",
                        "life",
                        "Tags.member.1.Key",
                        "team",
                        "Tags.member.1.Value",
                        "red")
                .then()
                .statusCode(200);
        root.iam("GetRole", "RoleName", "life")
                .then()
                .body(ROLE + "Description", equalTo("d"))
                .body(ROLE + "MaxSessionDuration", equalTo("7200"))
                .body(ROLE + "Tags.member.Value", equalTo("red"));
        root.iam("UntagRole", "RoleName", "life", "TagKeys.member.1", "team")
                .then()
                .statusCode(200);
        root.iam("UpdateRoleDescription", "RoleName", "life", "Description", "e")
                .then()
                .body(
                        "UpdateRoleDescriptionResponse.UpdateRoleDescriptionResult.Role.Description",
                        equalTo("e"));
        root.iam("ListRoles", "MaxItems", "1000").then().statusCode(200);
        root.iam("DeleteRole", "RoleName", "life").then().statusCode(200);
        assertRefused(
                root.iam("GetRole", "RoleName", "life"),
                404,
                "NoSuchEntity",
                "The role with name life cannot be found.");
    }

    @Test
    void a_trusted_user_is_stored_by_id_and_shown_by_arn_even_after_a_rename() throws SQLException {
        String id =
                root.iam("CreateUser", "UserName", "trusted")
                        .xmlPath()
                        .getString("CreateUserResponse.CreateUserResult.User.UserId");
        create("by-id", trusting("arn:aws:iam::111111111111:user/trusted")).then().statusCode(200);
        assertThat(storedTrustOf("by-id")).contains(id).doesNotContain("user/trusted");
        assertThat(trustOf("by-id")).contains("\"arn:aws:iam::111111111111:user/trusted\"");
        root.iam("UpdateUser", "UserName", "trusted", "NewUserName", "trusted2")
                .then()
                .statusCode(200);
        assertThat(trustOf("by-id")).contains("\"arn:aws:iam::111111111111:user/trusted2\"");
    }

    @Test
    void a_user_deleted_and_created_again_is_not_the_one_who_was_trusted() throws SQLException {
        String id =
                root.iam("CreateUser", "UserName", "twice")
                        .xmlPath()
                        .getString("CreateUserResponse.CreateUserResult.User.UserId");
        create("dangling", trusting("arn:aws:iam::111111111111:user/twice")).then().statusCode(200);
        root.iam("DeleteUser", "UserName", "twice").then().statusCode(200);
        root.iam("CreateUser", "UserName", "twice").then().statusCode(200);
        assertThat(storedTrustOf("dangling")).contains(id);
        assertThat(trustOf("dangling")).contains("\"" + id + "\"").doesNotContain("user/twice");
        // A dangling id cannot be written again.
        assertRefused(
                root.iam(
                        "UpdateAssumeRolePolicy",
                        "RoleName",
                        "dangling",
                        "PolicyDocument",
                        trusting(id)),
                400,
                "MalformedPolicyDocument",
                "Invalid principal in policy: \"AWS\":\"" + id + "\"");
    }

    @Test
    void a_session_is_stored_by_its_roles_id() throws SQLException {
        String id =
                create("worker", trusting("111111111111"))
                        .xmlPath()
                        .getString("CreateRoleResponse.CreateRoleResult.Role.RoleId");
        create("of-session", trusting("arn:aws:sts::111111111111:assumed-role/worker/night"))
                .then()
                .statusCode(200);
        assertThat(storedTrustOf("of-session")).contains("\"" + id + ":night\"");
        assertThat(trustOf("of-session"))
                .contains("\"arn:aws:sts::111111111111:assumed-role/worker/night\"");
        assertThat(trustOf("worker")).contains("\"arn:aws:iam::111111111111:root\"");
    }

    @Test
    void principals_who_do_not_exist_are_refused() {
        for (String nobody :
                new String[] {
                    "arn:aws:iam::111111111111:user/nobody",
                    "arn:aws:iam::111111111111:role/nobody",
                    "arn:aws:iam::999999999999:root",
                    "arn:aws:sts::111111111111:assumed-role/nobody/s"
                }) {
            assertRefused(
                    create("of-nobody", trusting(nobody)),
                    400,
                    "MalformedPolicyDocument",
                    "Invalid principal in policy: \"AWS\":\"" + nobody + "\"");
        }
    }

    @Test
    void what_is_no_trust_policy_is_refused() {
        assertRefused(
                create("broken", "{"),
                400,
                "MalformedPolicyDocument",
                "This policy contains invalid Json");
        Response resource =
                create(
                        "broken",
                        """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",
                        "Action":"sts:AssumeRole","Resource":"*"}]}\
                        """);
        assertThat(resource.statusCode()).isEqualTo(400);
        assertThat(resource.xmlPath().getString("ErrorResponse.Error.Message"))
                .startsWith("Has prohibited field Resource");
    }

    @Test
    void a_trust_policy_over_its_quota_is_refused() {
        String big = "{\"Version\":\"2012-10-17\",\"Id\":\"" + "x".repeat(2048) + "\",";
        assertRefused(
                create(
                        "big",
                        big
                                + "\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
                                + "\"Action\":\"sts:AssumeRole\"}]}"),
                409,
                "LimitExceeded",
                "Cannot exceed quota for ACLSizePerRole: 2048");
    }
}
