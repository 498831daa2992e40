package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.call.Call;
import io.gatehouse.policyservice.directory.PrincipalRow;
import io.gatehouse.policyservice.managedpolicy.PolicyEntities.By;
import io.gatehouse.policyservice.paging.Page;
import io.gatehouse.policyservice.paging.PageRequest;
import io.gatehouse.policyservice.request.Arns;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyRequest;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.PolicyGroup;
import software.amazon.awssdk.services.iam.model.PolicyRole;
import software.amazon.awssdk.services.iam.model.PolicyUsageType;
import software.amazon.awssdk.services.iam.model.PolicyUser;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** ListEntitiesForPolicy. */
@ApplicationScoped
class PolicyEntityActions implements ActionSet {

    private final PolicyAccess access;
    private final PolicyEntities entities;

    PolicyEntityActions(PolicyAccess access, PolicyEntities entities) {
        this.access = access;
        this.entities = entities;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(ListEntitiesForPolicyRequest.class, this::list);
    }

    private Uni<ListEntitiesForPolicyResponse> list(
            ListEntitiesForPolicyRequest request, Call call) {
        PageRequest page = PageRequest.of(request.marker(), request.maxItems());
        Set<PrincipalKind> kinds = kinds(request);
        Set<By> uses = uses(request);
        return access.toRead(call, "ListEntitiesForPolicy", Arns.policy(request.policyArn()))
                .chain(admitted ->
                        kinds.isEmpty() || uses.isEmpty()
                                ? Uni.createFrom().item(new Page<PrincipalRow>(List.of(), null))
                                : entities.list(
                                        call,
                                        admitted.row(),
                                        kinds,
                                        uses,
                                        request.pathPrefix(),
                                        page))
                .map(PolicyEntityActions::answer);
    }

    private static ListEntitiesForPolicyResponse answer(Page<PrincipalRow> page) {
        return ListEntitiesForPolicyResponse.builder()
                .policyUsers(
                        of(
                                page,
                                PrincipalKind.USER,
                                row ->
                                        PolicyUser.builder()
                                                .userName(row.name)
                                                .userId(row.id)
                                                .build()))
                .policyGroups(
                        of(
                                page,
                                PrincipalKind.GROUP,
                                row ->
                                        PolicyGroup.builder()
                                                .groupName(row.name)
                                                .groupId(row.id)
                                                .build()))
                .policyRoles(
                        of(
                                page,
                                PrincipalKind.ROLE,
                                row ->
                                        PolicyRole.builder()
                                                .roleName(row.name)
                                                .roleId(row.id)
                                                .build()))
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private static <T> List<T> of(
            Page<PrincipalRow> page, PrincipalKind kind, Function<PrincipalRow, T> answer) {
        return page.items().stream()
                .filter(row -> row.kind.equals(kind.wire()))
                .map(answer)
                .toList();
    }

    private static Set<PrincipalKind> kinds(ListEntitiesForPolicyRequest request) {
        EntityType filter = request.entityFilter();
        if (filter == null) {
            return EnumSet.allOf(PrincipalKind.class);
        }
        return switch (filter) {
            case USER -> EnumSet.of(PrincipalKind.USER);
            case GROUP -> EnumSet.of(PrincipalKind.GROUP);
            case ROLE -> EnumSet.of(PrincipalKind.ROLE);
            // The filters by kind of policy: managed policies of the one kind or the other.
            case LOCAL_MANAGED_POLICY, AWS_MANAGED_POLICY, UNKNOWN_TO_SDK_VERSION ->
                    EnumSet.noneOf(PrincipalKind.class);
        };
    }

    private static Set<By> uses(ListEntitiesForPolicyRequest request) {
        PolicyUsageType filter = request.policyUsageFilter();
        if (filter == null) {
            return EnumSet.allOf(By.class);
        }
        return switch (filter) {
            case PERMISSIONS_POLICY -> EnumSet.of(By.ATTACHMENT);
            case PERMISSIONS_BOUNDARY -> EnumSet.of(By.BOUNDARY);
            case UNKNOWN_TO_SDK_VERSION -> EnumSet.noneOf(By.class);
        };
    }
}
