package io.gatehouse.policyservice.accountdetails;

import io.gatehouse.internal.v1.DescribePrincipalsResponse;
import io.gatehouse.internal.v1.InstanceProfileDetail;
import io.gatehouse.internal.v1.PrincipalDetail;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.policyservice.directory.IdentityPort;
import io.gatehouse.policyservice.principalpolicies.AttachedPolicyRow;
import io.gatehouse.policyservice.principalpolicies.InlinePolicyRow;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesRows;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryAttachmentType;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UserDetail;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Users, groups and roles with all that hangs on them. */
@ApplicationScoped
class PrincipalDetails {

    private final IdentityPort identity;
    private final PrincipalPoliciesRows rows;

    PrincipalDetails(IdentityPort identity, PrincipalPoliciesRows rows) {
        this.identity = identity;
        this.rows = rows;
    }

    /** Adds principals of the kind behind {@code after} as far as there is room. */
    Uni<Boolean> add(AccountId account, PrincipalKind kind, String after, Details details) {
        return identity.describe(account, kind, after, details.room())
                .chain(found ->
                        Panache.withSession(() -> held(found))
                                .map(held -> {
                                    for (PrincipalDetail one : found.getPrincipalsList()) {
                                        add(account, kind, one, held, details);
                                    }
                                    return found.getTruncated();
                                }));
    }

    /** What hangs on the principals of a page. */
    private record Held(
            Map<String, List<InlinePolicyRow>> inline,
            Map<String, List<AttachedPolicyRow>> attached) {

        List<PolicyDetail> inlineOf(String id) {
            return inline.getOrDefault(id, List.of()).stream()
                    .map(row ->
                            PolicyDetail.builder()
                                    .policyName(row.name)
                                    .policyDocument(row.document)
                                    .build())
                    .toList();
        }

        List<AttachedPolicy> attachedTo(String id) {
            return attached.getOrDefault(id, List.of()).stream()
                    .map(AttachedPolicyRow::answer)
                    .toList();
        }
    }

    private Uni<Held> held(DescribePrincipalsResponse found) {
        List<String> ids = found.getPrincipalsList().stream().map(PrincipalDetail::getId).toList();
        return rows.inlineOf(ids)
                .chain(inline ->
                        rows.attachedToAny(ids)
                                .map(attached ->
                                        new Held(
                                                inline.stream()
                                                        .collect(
                                                                Collectors.groupingBy(
                                                                        row -> row.principalId)),
                                                attached.stream()
                                                        .collect(
                                                                Collectors.groupingBy(
                                                                        row -> row.principalId)))));
    }

    private static void add(
            AccountId account,
            PrincipalKind kind,
            PrincipalDetail one,
            Held held,
            Details details) {
        String arn = Arn.iam(account, kind.wire() + one.getPath() + one.getName()).toString();
        Instant created = Instant.ofEpochMilli(one.getCreatedAt());
        switch (kind) {
            case USER ->
                    details.users.add(
                            UserDetail.builder()
                                    .userName(one.getName())
                                    .userId(one.getId())
                                    .path(one.getPath())
                                    .arn(arn)
                                    .createDate(created)
                                    .groupList(one.getGroupNamesList())
                                    .userPolicyList(held.inlineOf(one.getId()))
                                    .attachedManagedPolicies(held.attachedTo(one.getId()))
                                    .permissionsBoundary(boundary(one))
                                    .tags(tags(one))
                                    .build());
            case GROUP ->
                    details.groups.add(
                            GroupDetail.builder()
                                    .groupName(one.getName())
                                    .groupId(one.getId())
                                    .path(one.getPath())
                                    .arn(arn)
                                    .createDate(created)
                                    .groupPolicyList(held.inlineOf(one.getId()))
                                    .attachedManagedPolicies(held.attachedTo(one.getId()))
                                    .build());
            case ROLE ->
                    details.roles.add(
                            RoleDetail.builder()
                                    .roleName(one.getName())
                                    .roleId(one.getId())
                                    .path(one.getPath())
                                    .arn(arn)
                                    .createDate(created)
                                    .assumeRolePolicyDocument(one.getTrustPolicy())
                                    .instanceProfileList(
                                            one.getInstanceProfilesList().stream()
                                                    .map(profile ->
                                                            profile(
                                                                    account, profile, one, arn,
                                                                    created))
                                                    .toList())
                                    .rolePolicyList(held.inlineOf(one.getId()))
                                    .attachedManagedPolicies(held.attachedTo(one.getId()))
                                    .permissionsBoundary(boundary(one))
                                    .tags(tags(one))
                                    .roleLastUsed(lastUse(one))
                                    .build());
        }
    }

    /** An empty element means never. */
    private static RoleLastUsed lastUse(PrincipalDetail role) {
        return role.getLastUsedAt() == 0
                ? RoleLastUsed.builder().build()
                : RoleLastUsed.builder()
                        .lastUsedDate(
                                Instant.ofEpochMilli(role.getLastUsedAt())
                                        .truncatedTo(ChronoUnit.SECONDS))
                        .region(role.getLastUsedRegion())
                        .build();
    }

    private static InstanceProfile profile(
            AccountId account,
            InstanceProfileDetail profile,
            PrincipalDetail role,
            String roleArn,
            Instant roleCreated) {
        return InstanceProfile.builder()
                .instanceProfileName(profile.getName())
                .instanceProfileId(profile.getId())
                .path(profile.getPath())
                .arn(
                        Arn.iam(account, "instance-profile" + profile.getPath() + profile.getName())
                                .toString())
                .createDate(Instant.ofEpochMilli(profile.getCreatedAt()))
                .roles(
                        Role.builder()
                                .roleName(role.getName())
                                .roleId(role.getId())
                                .path(role.getPath())
                                .arn(roleArn)
                                .createDate(roleCreated)
                                .assumeRolePolicyDocument(role.getTrustPolicy())
                                .build())
                .build();
    }

    private static @Nullable AttachedPermissionsBoundary boundary(PrincipalDetail one) {
        return one.getBoundaryArn().isEmpty()
                ? null
                : AttachedPermissionsBoundary.builder()
                        .permissionsBoundaryArn(one.getBoundaryArn())
                        .permissionsBoundaryType(
                                PermissionsBoundaryAttachmentType.PERMISSIONS_BOUNDARY_POLICY)
                        .build();
    }

    private static List<Tag> tags(PrincipalDetail one) {
        return one.getTagsList().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
