package io.gatehouse.identity.group;

import static io.gatehouse.identity.group.GroupKind.GROUPS;

import io.gatehouse.identity.group.GroupCommand.CreateGroup;
import io.gatehouse.identity.group.GroupCommand.DeleteGroup;
import io.gatehouse.identity.group.GroupCommand.MoveGroup;
import io.gatehouse.identity.group.GroupCommand.RenameGroup;
import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Moment;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.policies.KnownPolicies;
import io.gatehouse.identity.policies.PolicyDirectory.RemainingAt;
import io.gatehouse.identity.user.UserActions;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.identity.user.UserView;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.view.Page;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.identity.wire.Reply;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.IdKind;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupResponse;
import software.amazon.awssdk.services.iam.model.DeleteGroupRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupResponse;
import software.amazon.awssdk.services.iam.model.GetGroupRequest;
import software.amazon.awssdk.services.iam.model.GetGroupResponse;
import software.amazon.awssdk.services.iam.model.ListGroupsRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsResponse;
import software.amazon.awssdk.services.iam.model.UpdateGroupRequest;
import software.amazon.awssdk.services.iam.model.UpdateGroupResponse;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CreateGroup, GetGroup, ListGroups, UpdateGroup, DeleteGroup. */
@ApplicationScoped
public class GroupActions implements ActionSet {

    private static final SecureRandom CHANCE = new SecureRandom();

    private final Commands commands;
    private final PermittedGroups groups;
    private final Gate gate;
    private final KnownPolicies policies;
    private final Pool database;

    GroupActions(
            Commands commands,
            PermittedGroups groups,
            Gate gate,
            KnownPolicies policies,
            Pool database) {
        this.commands = commands;
        this.groups = groups;
        this.gate = gate;
        this.policies = policies;
        this.database = database;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(CreateGroupRequest.class, this::create);
        actions.on(GetGroupRequest.class, this::read);
        actions.on(ListGroupsRequest.class, this::list);
        actions.onWrite(UpdateGroupRequest.class, this::update);
        actions.onWrite(DeleteGroupRequest.class, this::delete);
    }

    private Uni<Written<CreateGroupResponse>> create(CreateGroupRequest request, Call call) {
        AccountId account = call.account();
        EntityName name = new EntityName(request.groupName());
        EntityPath path = Form.path(request.path());
        UniqueId id = UniqueId.random(IdKind.GROUP, CHANCE);
        return gate.require(
                        call, "CreateGroup", GroupRow.arn(account, path, name), ContextKeys.none())
                .chain(origin ->
                        commands.create(
                                origin,
                                account,
                                GROUPS,
                                id.text(),
                                now -> newGroup(now, id, account, name, path)))
                .map(done ->
                        new Written<>(
                                CreateGroupResponse.builder()
                                        .group(answer(GroupRow.of(account, done.state())))
                                        .build(),
                                done.revision()));
    }

    private static Uni<Asked<GroupCommand>> newGroup(
            Moment moment, UniqueId id, AccountId account, EntityName name, EntityPath path) {
        return Uni.combine()
                .all()
                .unis(
                        GroupView.byName(moment.sql(), account, name),
                        GroupView.count(moment.sql(), account))
                .with((holder, existing) ->
                        holder.isPresent()
                                ? taken(name)
                                : Asked.of(
                                        id.text(),
                                        new CreateGroup(id, name, path, moment.now(), existing)));
    }

    private Uni<GetGroupResponse> read(GetGroupRequest request, Call call) {
        PageRequest page =
                Form.page("members " + request.groupName(), request.marker(), request.maxItems());
        return groups.require(call, "GetGroup", request.groupName())
                .chain(group ->
                        UserView.ofGroup(database, group.target().id(), page)
                                .map(members -> members(group.target(), members)));
    }

    private static GetGroupResponse members(GroupRow group, Page<UserRow> members) {
        return GetGroupResponse.builder()
                .group(answer(group))
                .users(members.rows().stream().map(UserActions::listed).toList())
                .isTruncated(members.marker().isPresent())
                .marker(members.marker().orElse(null))
                .build();
    }

    private Uni<ListGroupsResponse> list(ListGroupsRequest request, Call call) {
        String prefix = Form.pathPrefix(request.pathPrefix());
        PageRequest page = Form.page("groups " + prefix, request.marker(), request.maxItems());
        return gate.require(call, "ListGroups", Guard.NO_RESOURCE, ContextKeys.none())
                .chain(() -> GroupView.list(database, call.account(), prefix, page))
                .map(found ->
                        ListGroupsResponse.builder()
                                .groups(found.rows().stream().map(GroupActions::answer).toList())
                                .isTruncated(found.marker().isPresent())
                                .marker(found.marker().orElse(null))
                                .build());
    }

    private Uni<Written<UpdateGroupResponse>> update(UpdateGroupRequest request, Call call) {
        Optional<EntityName> name =
                Optional.ofNullable(request.newGroupName()).map(EntityName::new);
        Optional<EntityPath> path = Optional.ofNullable(request.newPath()).map(EntityPath::new);
        return groups.require(call, "UpdateGroup", request.groupName())
                .chain(group -> requireOnTarget(call, group, name, path))
                .chain(group ->
                        commands.run(
                                group.origin(),
                                call.account(),
                                GROUPS,
                                now -> change(now, group.target(), name, path)))
                .map(done -> new Written<>(UpdateGroupResponse.builder().build(), done.revision()));
    }

    /** AWS asks for the right on the ARN that the group will have, too. */
    private Uni<Permitted<GroupRow>> requireOnTarget(
            Call call,
            Permitted<GroupRow> group,
            Optional<EntityName> name,
            Optional<EntityPath> path) {
        GroupRow row = group.target();
        var target = GroupRow.arn(row.account(), path.orElse(row.path()), name.orElse(row.name()));
        return target.equals(row.arn())
                ? Uni.createFrom().item(group)
                : gate.require(call, "UpdateGroup", target, ContextKeys.none()).replaceWith(group);
    }

    private static Uni<Asked<GroupCommand>> change(
            Moment moment, GroupRow group, Optional<EntityName> name, Optional<EntityPath> path) {
        List<GroupCommand> commands = new ArrayList<>();
        name.ifPresent(to -> commands.add(new RenameGroup(to)));
        path.ifPresent(to -> commands.add(new MoveGroup(to)));
        Asked<GroupCommand> asked = Asked.of(group.id().text(), commands);
        return name.map(to ->
                        GroupView.byName(moment.sql(), group.account(), to)
                                .map(holder ->
                                        holder.filter(h -> !h.id().equals(group.id()))
                                                .map(_ -> taken(to))
                                                .orElse(asked)))
                .orElseGet(() -> Uni.createFrom().item(asked));
    }

    private Uni<Written<DeleteGroupResponse>> delete(DeleteGroupRequest request, Call call) {
        return groups.require(call, "DeleteGroup", request.groupName())
                .chain(group ->
                        policies.remainingOn(call.account(), group.target().id())
                                .chain(found -> delete(group, found)))
                .map(done -> new Written<>(DeleteGroupResponse.builder().build(), done.revision()));
    }

    private Uni<Done<Group>> delete(Permitted<GroupRow> group, RemainingAt found) {
        UniqueId id = group.target().id();
        return commands.run(
                group.origin().after(found.revision()),
                group.target().account(),
                GROUPS,
                moment ->
                        GroupView.members(moment.sql(), id)
                                .map(members ->
                                        Asked.of(
                                                id.text(),
                                                new DeleteGroup(members, found.remaining()))));
    }

    private static Asked<GroupCommand> taken(EntityName name) {
        return Asked.no(
                new Refusal(
                        ErrorCode.ENTITY_ALREADY_EXISTS,
                        "Group with name " + name + " already exists."));
    }

    static software.amazon.awssdk.services.iam.model.Group answer(GroupRow row) {
        return software.amazon.awssdk.services.iam.model.Group.builder()
                .path(row.path().text())
                .groupName(row.name().text())
                .groupId(row.id().text())
                .arn(row.arn().toString())
                .createDate(Reply.date(row.created()))
                .build();
    }
}
