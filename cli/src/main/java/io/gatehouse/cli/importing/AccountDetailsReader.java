package io.gatehouse.cli.importing;

import io.gatehouse.cli.importing.ImportContents.Attached;
import io.gatehouse.cli.importing.ImportContents.Group;
import io.gatehouse.cli.importing.ImportContents.Identity;
import io.gatehouse.cli.importing.ImportContents.Inline;
import io.gatehouse.cli.importing.ImportContents.Managed;
import io.gatehouse.cli.importing.ImportContents.PrincipalType;
import io.gatehouse.cli.importing.ImportContents.Role;
import io.gatehouse.cli.importing.ImportContents.User;
import io.gatehouse.cli.importing.ImportContents.Version;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policy.language.PolicyKind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what {@code aws iam get-account-authorization-details} prints. */
final class AccountDetailsReader {

    private static final String SERVICE_LINKED = "/aws-service-role/";
    private static final AccountId NO_ACCOUNT = new AccountId("000000000000");

    private final List<Group> groups = new ArrayList<>();
    private final List<User> users = new ArrayList<>();
    private final List<Role> roles = new ArrayList<>();
    private final List<Managed> managed = new ArrayList<>();
    private final List<Inline> inline = new ArrayList<>();
    private final List<Attached> attached = new ArrayList<>();

    /** Whether the JSON has one of the lists of that format. */
    static boolean isFormatOf(JsonCursor root) {
        return root.node().has("UserDetailList")
                || root.node().has("GroupDetailList")
                || root.node().has("RoleDetailList")
                || root.node().has("Policies");
    }

    /** Reads all lists; what is wrong is noted in the cursor's problems. */
    ImportContents read(JsonCursor root) {
        root.list("GroupDetailList").forEach(this::readGroup);
        root.list("UserDetailList").forEach(this::readUser);
        root.list("RoleDetailList").forEach(this::readRole);
        root.list("Policies").forEach(this::readManaged);
        return new ImportContents(groups, users, roles, managed, inline, attached);
    }

    private void readGroup(JsonCursor group) {
        Identity identity = identity(group, "GroupName", "GroupId");
        groups.add(new Group(identity));
        readPolicies(group, PrincipalType.GROUP, identity, "GroupPolicyList");
    }

    private void readUser(JsonCursor user) {
        Identity identity = identity(user, "UserName", "UserId");
        List<String> memberOf = new ArrayList<>();
        for (JsonCursor group : user.list("GroupList")) {
            if (group.node().isTextual()) {
                memberOf.add(group.node().textValue());
            } else {
                user.problem("GroupList", "holds something else than names");
            }
        }
        users.add(new User(identity, tags(user), memberOf, boundary(user)));
        readPolicies(user, PrincipalType.USER, identity, "UserPolicyList");
    }

    private void readRole(JsonCursor role) {
        Identity identity = identity(role, "RoleName", "RoleId");
        roles.add(
                new Role(
                        identity,
                        tags(role),
                        boundary(role),
                        role.optionalText("Description"),
                        role.optionalNumber("MaxSessionDuration"),
                        identity.path().startsWith(SERVICE_LINKED),
                        role.policy("AssumeRolePolicyDocument", PolicyKind.TRUST)));
        readPolicies(role, PrincipalType.ROLE, identity, "RolePolicyList");
    }

    private void readManaged(JsonCursor policy) {
        Arn arn = policy.arn("Arn");
        List<Version> versions = new ArrayList<>();
        for (JsonCursor version : policy.list("PolicyVersionList")) {
            versions.add(
                    new Version(
                            version.text("VersionId"),
                            version.policy("Document", PolicyKind.MANAGED),
                            version.isTrue("IsDefaultVersion"),
                            version.optionalTime("CreateDate")));
        }
        if (versions.stream().filter(Version::isDefault).count() != 1) {
            policy.problem("PolicyVersionList", "does not have exactly one default version");
        }
        managed.add(
                new Managed(
                        owner(policy, arn),
                        arn.toString(),
                        policy.optionalText("PolicyId"),
                        policy.text("PolicyName"),
                        policy.optionalText("Path").orElse("/"),
                        policy.optionalTime("CreateDate"),
                        policy.optionalText("Description"),
                        versions));
    }

    private void readPolicies(
            JsonCursor entity, PrincipalType type, Identity identity, String inlineField) {
        for (JsonCursor policy : entity.list(inlineField)) {
            inline.add(
                    new Inline(
                            identity.account(),
                            type,
                            identity.name(),
                            policy.text("PolicyName"),
                            policy.policy("PolicyDocument", PolicyKind.IDENTITY)));
        }
        for (JsonCursor policy : entity.list("AttachedManagedPolicies")) {
            attached.add(
                    new Attached(
                            identity.account(),
                            type,
                            identity.name(),
                            policy.arn("PolicyArn").toString()));
        }
    }

    private static Identity identity(JsonCursor entity, String nameField, String idField) {
        Arn arn = entity.arn("Arn");
        if (!AccountId.isValid(arn.account())) {
            entity.problem("Arn", "`%s` names no account".formatted(arn));
        }
        return new Identity(
                AccountId.isValid(arn.account()) ? new AccountId(arn.account()) : NO_ACCOUNT,
                entity.optionalText(idField).orElse(""),
                entity.text(nameField),
                entity.optionalText("Path").orElse("/"),
                entity.optionalTime("CreateDate"));
    }

    private static PolicyOwner owner(JsonCursor policy, Arn arn) {
        if (arn.account().equals(PolicyOwner.AWS.text())) {
            return PolicyOwner.AWS;
        }
        if (!AccountId.isValid(arn.account())) {
            policy.problem("Arn", "`%s` names no account".formatted(arn));
            return NO_ACCOUNT;
        }
        return new AccountId(arn.account());
    }

    private static Map<String, String> tags(JsonCursor entity) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (JsonCursor tag : entity.list("Tags")) {
            tags.put(tag.text("Key"), tag.node().path("Value").asText(""));
        }
        return tags;
    }

    private static Optional<String> boundary(JsonCursor entity) {
        if (!entity.node().hasNonNull("PermissionsBoundary")) {
            return Optional.empty();
        }
        JsonCursor boundary =
                new JsonCursor(
                        entity.file(),
                        entity.node().path("PermissionsBoundary"),
                        entity.path() + ".PermissionsBoundary",
                        entity.problems());
        return Optional.of(boundary.arn("PermissionsBoundaryArn").toString());
    }
}
