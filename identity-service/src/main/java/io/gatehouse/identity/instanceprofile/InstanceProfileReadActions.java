package io.gatehouse.identity.instanceprofile;

import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.role.PermittedRoles;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.identity.view.Page;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.identity.wire.Reply;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.GetInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesResponse;

/**
 * GetInstanceProfile, ListInstanceProfiles, ListInstanceProfilesForRole, ListInstanceProfileTags.
 */
@ApplicationScoped
public class InstanceProfileReadActions implements ActionSet {

    private final PermittedInstanceProfiles profiles;
    private final PermittedRoles roles;
    private final Gate gate;
    private final InstanceProfileReplies replies;
    private final Pool database;

    InstanceProfileReadActions(
            PermittedInstanceProfiles profiles,
            PermittedRoles roles,
            Gate gate,
            InstanceProfileReplies replies,
            Pool database) {
        this.profiles = profiles;
        this.roles = roles;
        this.gate = gate;
        this.replies = replies;
        this.database = database;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(GetInstanceProfileRequest.class, this::read);
        actions.on(ListInstanceProfilesRequest.class, this::list);
        actions.on(ListInstanceProfilesForRoleRequest.class, this::ofRole);
        actions.on(ListInstanceProfileTagsRequest.class, this::tags);
    }

    private Uni<GetInstanceProfileResponse> read(GetInstanceProfileRequest request, Call call) {
        String name = request.instanceProfileName();
        return profiles.require(call, "GetInstanceProfile", name, ContextKeys.none())
                .chain(profile -> replies.of(profile.target()))
                .map(profile ->
                        GetInstanceProfileResponse.builder().instanceProfile(profile).build());
    }

    private Uni<ListInstanceProfilesResponse> list(ListInstanceProfilesRequest request, Call call) {
        String prefix = Form.pathPrefix(request.pathPrefix());
        PageRequest page =
                Form.page("instance profiles " + prefix, request.marker(), request.maxItems());
        return gate.require(call, "ListInstanceProfiles", Guard.NO_RESOURCE, ContextKeys.none())
                .chain(() -> InstanceProfileView.list(database, call.account(), prefix, page))
                .chain(found ->
                        replies.listed(call.account(), found.rows())
                                .map(listed ->
                                        ListInstanceProfilesResponse.builder()
                                                .instanceProfiles(listed)
                                                .isTruncated(found.marker().isPresent())
                                                .marker(found.marker().orElse(null))
                                                .build()));
    }

    private Uni<ListInstanceProfilesForRoleResponse> ofRole(
            ListInstanceProfilesForRoleRequest request, Call call) {
        PageRequest page =
                Form.page(
                        "instance profiles of " + request.roleName(),
                        request.marker(),
                        request.maxItems());
        return roles.require(call, "ListInstanceProfilesForRole", request.roleName())
                .chain(role -> InstanceProfileView.ofRole(database, role.target().id(), page))
                .chain(found ->
                        replies.listed(call.account(), found.rows())
                                .map(listed ->
                                        ListInstanceProfilesForRoleResponse.builder()
                                                .instanceProfiles(listed)
                                                .isTruncated(found.marker().isPresent())
                                                .marker(found.marker().orElse(null))
                                                .build()));
    }

    private Uni<ListInstanceProfileTagsResponse> tags(
            ListInstanceProfileTagsRequest request, Call call) {
        String name = request.instanceProfileName();
        PageRequest page =
                Form.page("instance profile tags " + name, request.marker(), request.maxItems());
        return profiles.require(call, "ListInstanceProfileTags", name, ContextKeys.none())
                .map(profile -> Page.of(page, profile.target().tags()))
                .map(found ->
                        ListInstanceProfileTagsResponse.builder()
                                .tags(Reply.tags(Tags.exact(found.rows())))
                                .isTruncated(found.marker().isPresent())
                                .marker(found.marker().orElse(null))
                                .build());
    }
}
