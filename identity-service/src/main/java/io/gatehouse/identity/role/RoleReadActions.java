package io.gatehouse.identity.role;

import io.gatehouse.identity.log.Gate;
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

import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListRoleTagsRequest;
import software.amazon.awssdk.services.iam.model.ListRoleTagsResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;

import java.util.Optional;

/** GetRole, ListRoles, ListRoleTags. */
@ApplicationScoped
public class RoleReadActions implements ActionSet {

    private final PermittedRoles roles;
    private final Gate gate;
    private final RoleReplies replies;
    private final RoleUses uses;
    private final Pool database;

    RoleReadActions(
            PermittedRoles roles, Gate gate, RoleReplies replies, RoleUses uses, Pool database) {
        this.uses = uses;
        this.roles = roles;
        this.gate = gate;
        this.replies = replies;
        this.database = database;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.on(GetRoleRequest.class, this::read);
        actions.on(ListRolesRequest.class, this::list);
        actions.on(ListRoleTagsRequest.class, this::tags);
    }

    private Uni<GetRoleResponse> read(GetRoleRequest request, Call call) {
        return roles.require(call, "GetRole", request.roleName())
                .chain(role ->
                        replies.of(role.target())
                                .chain(shown ->
                                        uses.of(role.target().id())
                                                .map(use -> withUse(shown, use))))
                .map(role -> GetRoleResponse.builder().role(role).build());
    }

    /** AWS says when a role was last used here alone; an empty element means never. */
    private static software.amazon.awssdk.services.iam.model.Role withUse(
            software.amazon.awssdk.services.iam.model.Role role, Optional<RoleUses.Use> use) {
        RoleLastUsed.Builder last = RoleLastUsed.builder();
        use.ifPresent(known -> last.lastUsedDate(Reply.date(known.at())).region(known.region()));
        return role.toBuilder().roleLastUsed(last.build()).build();
    }

    private Uni<ListRolesResponse> list(ListRolesRequest request, Call call) {
        String prefix = Form.pathPrefix(request.pathPrefix());
        PageRequest page = Form.page("roles " + prefix, request.marker(), request.maxItems());
        return gate.require(call, "ListRoles", Guard.NO_RESOURCE, ContextKeys.none())
                .chain(() -> RoleView.list(database, call.account(), prefix, page))
                .chain(this::answer);
    }

    private Uni<ListRolesResponse> answer(Page<RoleRow> found) {
        return replies.listed(found.rows())
                .map(listed ->
                        ListRolesResponse.builder()
                                .roles(listed)
                                .isTruncated(found.marker().isPresent())
                                .marker(found.marker().orElse(null))
                                .build());
    }

    private Uni<ListRoleTagsResponse> tags(ListRoleTagsRequest request, Call call) {
        PageRequest page =
                Form.page("role tags " + request.roleName(), request.marker(), request.maxItems());
        return roles.require(call, "ListRoleTags", request.roleName())
                .map(role -> Page.of(page, role.target().tags()))
                .map(found ->
                        ListRoleTagsResponse.builder()
                                .tags(Reply.tags(new Tags(found.rows())))
                                .isTruncated(found.marker().isPresent())
                                .marker(found.marker().orElse(null))
                                .build());
    }
}
