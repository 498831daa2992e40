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

import java.util.ArrayList;
import java.util.List;

/** Instance profiles and service-linked roles, and what they forbid. */
@QuarkusTest
@QuarkusTestResource(IdentityEnvironment.class)
class EntitiesTest {

    private static final String TRUST =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
            "Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}\
            """;
    private static final String PROFILE =
            "GetInstanceProfileResponse.GetInstanceProfileResult.InstanceProfile.";
    private static final String LINKED =
            "CreateServiceLinkedRoleResponse.CreateServiceLinkedRoleResult.";

    @Inject ServiceTokens tokens;
    @Inject AuthzByHand authz;

    private Client root;

    @BeforeEach
    void callAsRoot() {
        root = Client.root(tokens);
        authz.allowAll();
    }

    private void createRole(String name) {
        root.iam("CreateRole", "RoleName", name, "AssumeRolePolicyDocument", TRUST)
                .then()
                .statusCode(200);
    }

    private void createProfile(String name, String... more) {
        List<String> parameters = new ArrayList<>(List.of("InstanceProfileName", name));
        parameters.addAll(List.of(more));
        root.iam("CreateInstanceProfile", parameters.toArray(String[]::new))
                .then()
                .statusCode(200)
                .body(
                        "CreateInstanceProfileResponse.CreateInstanceProfileResult.InstanceProfile.InstanceProfileId",
                        startsWith("AIPA"));
    }

    private Response profile(String action, String name, String... more) {
        List<String> parameters = new ArrayList<>(List.of("InstanceProfileName", name));
        parameters.addAll(List.of(more));
        return root.iam(action, parameters.toArray(String[]::new));
    }

    @Test
    void an_instance_profile_lives_with_its_role_and_tags() {
        createRole("p-role");
        createProfile(
                "p-life",
                "Path",
                "/web/",
                "Tags.member.1.Key",
                "team",
                "Tags.member.1.Value",
                "red");
        profile("AddRoleToInstanceProfile", "p-life", "RoleName", "p-role").then().statusCode(200);
        profile("GetInstanceProfile", "P-LIFE")
                .then()
                .body(PROFILE + "Path", equalTo("/web/"))
                .body(
                        PROFILE + "Arn",
                        equalTo("arn:aws:iam::111111111111:instance-profile/web/p-life"))
                .body(PROFILE + "Roles.member.RoleName", equalTo("p-role"))
                .body(PROFILE + "Tags.member.Value", equalTo("red"));
        root.iam("ListInstanceProfiles", "PathPrefix", "/web/")
                .then()
                .body(
                        "ListInstanceProfilesResponse.ListInstanceProfilesResult.InstanceProfiles.member.InstanceProfileName",
                        equalTo("p-life"));
        root.iam("ListInstanceProfilesForRole", "RoleName", "p-role")
                .then()
                .body(
                        "ListInstanceProfilesForRoleResponse.ListInstanceProfilesForRoleResult.InstanceProfiles.member.InstanceProfileName",
                        equalTo("p-life"));
        profile(
                        "TagInstanceProfile",
                        "p-life",
                        "Tags.member.1.Key",
                        "b",
                        "Tags.member.1.Value",
                        "c")
                .then()
                .statusCode(200);
        profile("UntagInstanceProfile", "p-life", "TagKeys.member.1", "team")
                .then()
                .statusCode(200);
        profile("ListInstanceProfileTags", "p-life")
                .then()
                .body(
                        "ListInstanceProfileTagsResponse.ListInstanceProfileTagsResult.Tags.member.Key",
                        equalTo("b"));
        profile("RemoveRoleFromInstanceProfile", "p-life", "RoleName", "p-role")
                .then()
                .statusCode(200);
        profile("DeleteInstanceProfile", "p-life").then().statusCode(200);
        assertRefused(
                profile("GetInstanceProfile", "p-life"),
                404,
                "NoSuchEntity",
                "Instance Profile p-life cannot be found.");
    }

    @Test
    void neither_a_profile_with_a_role_nor_the_role_is_deleted() {
        createRole("c-role");
        createProfile("conflict");
        profile("AddRoleToInstanceProfile", "conflict", "RoleName", "c-role")
                .then()
                .statusCode(200);
        for (Response refused :
                List.of(
                        profile("DeleteInstanceProfile", "conflict"),
                        root.iam("DeleteRole", "RoleName", "c-role"))) {
            assertRefused(
                    refused,
                    409,
                    "DeleteConflict",
                    "Cannot delete entity, must remove roles from instance profile first.");
        }
        assertRefused(
                profile("AddRoleToInstanceProfile", "conflict", "RoleName", "c-role"),
                409,
                "LimitExceeded",
                "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        assertRefused(
                profile("CreateInstanceProfile", "CONFLICT"),
                409,
                "EntityAlreadyExists",
                "Instance Profile CONFLICT already exists.");
        profile("RemoveRoleFromInstanceProfile", "conflict", "RoleName", "c-role")
                .then()
                .statusCode(200);
        root.iam("DeleteRole", "RoleName", "c-role").then().statusCode(200);
    }

    @Test
    void who_adds_a_role_needs_the_right_to_pass_it_to_ec2() {
        createRole("passed");
        createProfile("passing");
        profile("AddRoleToInstanceProfile", "passing", "RoleName", "passed").then().statusCode(200);
        AuthzByHand.Question asked = authz.last();
        assertThat(asked.action()).isEqualTo("iam:PassRole");
        assertThat(asked.resource()).isEqualTo("arn:aws:iam::111111111111:role/passed");
        assertThat(asked.keys().values().get("iam:PassedToService").texts())
                .containsExactly("ec2.amazonaws.com");
        createProfile("not-passing");
        authz.deny("iam:PassRole");
        assertThat(
                        profile("AddRoleToInstanceProfile", "not-passing", "RoleName", "passed")
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_page_of_profiles_goes_on_where_it_ended_while_others_come_and_go() {
        for (String name : List.of("page-a", "page-b", "page-c")) {
            createProfile(name, "Path", "/paged/");
        }
        Response first = root.iam("ListInstanceProfiles", "PathPrefix", "/paged/", "MaxItems", "2");
        String result = "ListInstanceProfilesResponse.ListInstanceProfilesResult.";
        first.then().body(result + "IsTruncated", equalTo("true"));
        profile("DeleteInstanceProfile", "page-b").then().statusCode(200);
        createProfile("page-aa", "Path", "/paged/");
        String marker = first.xmlPath().getString(result + "Marker");
        root.iam("ListInstanceProfiles", "PathPrefix", "/paged/", "Marker", marker)
                .then()
                .body(result + "InstanceProfiles.member.InstanceProfileName", equalTo("page-c"))
                .body(result + "IsTruncated", equalTo("false"));
        assertRefused(
                root.iam("ListInstanceProfiles", "PathPrefix", "/other/", "Marker", marker),
                400,
                "ValidationError",
                "Invalid Marker.");
    }

    @Test
    void a_service_linked_role_is_made_protected_and_deleted_by_its_own_actions() {
        root.iam(
                        "CreateServiceLinkedRole",
                        "AWSServiceName",
                        "elasticbeanstalk.amazonaws.com",
                        "CustomSuffix",
                        "x",
                        "Description",
                        "d")
                .then()
                .statusCode(200)
                .body(
                        LINKED + "Role.Arn",
                        equalTo(
                                "arn:aws:iam::111111111111:role/aws-service-role/elasticbeanstalk.amazonaws.com/AWSServiceRoleForElasticBeanstalk_x"));
        assertThat(authz.last().keys().values().get("iam:AWSServiceName").texts())
                .containsExactly("elasticbeanstalk.amazonaws.com");
        String name = "AWSServiceRoleForElasticBeanstalk_x";
        String text =
                "Cannot perform the operation on the protected role '%s' - this role is only modifiable by AWS"
                        .formatted(name);
        createProfile("of-service");
        for (Response refused :
                List.of(
                        root.iam("DeleteRole", "RoleName", name),
                        root.iam("UpdateRole", "RoleName", name, "MaxSessionDuration", "7200"),
                        root.iam(
                                "UpdateAssumeRolePolicy",
                                "RoleName",
                                name,
                                "PolicyDocument",
                                TRUST),
                        root.iam("DeleteRolePermissionsBoundary", "RoleName", name),
                        profile("AddRoleToInstanceProfile", "of-service", "RoleName", name))) {
            assertRefused(refused, 400, "UnmodifiableEntity", text);
        }
        root.iam("UpdateRole", "RoleName", name, "Description", "e").then().statusCode(200);
        String task =
                root.iam("DeleteServiceLinkedRole", "RoleName", name)
                        .xmlPath()
                        .getString(
                                "DeleteServiceLinkedRoleResponse.DeleteServiceLinkedRoleResult.DeletionTaskId");
        assertThat(task)
                .startsWith("task/aws-service-role/elasticbeanstalk.amazonaws.com/" + name + "/");
        root.iam("GetServiceLinkedRoleDeletionStatus", "DeletionTaskId", task)
                .then()
                .body(
                        "GetServiceLinkedRoleDeletionStatusResponse.GetServiceLinkedRoleDeletionStatusResult.Status",
                        equalTo("SUCCEEDED"));
        assertThat(root.iam("GetRole", "RoleName", name).statusCode()).isEqualTo(404);
        assertThat(
                        root.iam(
                                        "GetServiceLinkedRoleDeletionStatus",
                                        "DeletionTaskId",
                                        task.substring(0, task.length() - 36)
                                                + "00000000-0000-0000-0000-000000000000")
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_service_linked_role_is_made_once_and_for_a_service() {
        root.iam("CreateServiceLinkedRole", "AWSServiceName", "ecs.amazonaws.com")
                .then()
                .statusCode(200)
                .body(LINKED + "Role.RoleName", equalTo("AWSServiceRoleForECS"));
        assertRefused(
                root.iam("CreateServiceLinkedRole", "AWSServiceName", "ecs.amazonaws.com"),
                400,
                "InvalidInput",
                "Service role name AWSServiceRoleForECS has been taken in this account, please try a different suffix.");
        assertRefused(
                root.iam("CreateServiceLinkedRole", "AWSServiceName", "ecs.example.com"),
                400,
                "InvalidInput",
                "Service principal ecs.example.com is not valid.");
        createRole("ordinary");
        assertThat(root.iam("DeleteServiceLinkedRole", "RoleName", "ordinary").statusCode())
                .isEqualTo(404);
        assertRefused(
                root.iam(
                        "CreateRole",
                        "RoleName",
                        "sneaky",
                        "Path",
                        "/aws-service-role/ecs.amazonaws.com/",
                        "AssumeRolePolicyDocument",
                        TRUST),
                400,
                "InvalidInput",
                "Path /aws-service-role/ecs.amazonaws.com/ is reserved for service-linked roles.");
    }

    @Test
    void what_makes_no_sense_outside_aws_is_refused_in_awss_shape_to_those_who_may_call_it() {
        assertRefused(
                root.iam("GetOutboundWebIdentityFederationInfo"),
                404,
                "FeatureDisabled",
                "Gatehouse has no outbound web identity federation.");
        assertRefused(
                root.iam("ListOrganizationsFeatures"),
                400,
                "OrganizationNotFoundException",
                "No organization of AWS Organizations is associated with your account.");
        assertRefused(
                root.sts(
                        "AssumeRoot",
                        "TargetPrincipal",
                        "111111111111",
                        "TaskPolicyArn.arn",
                        "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"),
                403,
                "OptInRequired",
                "Gatehouse has no central management of root access.");
        authz.deny("iam:ListOrganizationsFeatures");
        assertThat(root.iam("ListOrganizationsFeatures").statusCode()).isEqualTo(403);
    }
}
