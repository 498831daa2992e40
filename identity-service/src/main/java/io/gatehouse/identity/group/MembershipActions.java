package io.gatehouse.identity.group;

import static io.gatehouse.identity.user.UserKind.USERS;

import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Moment;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.user.PermittedUsers;
import io.gatehouse.identity.user.User;
import io.gatehouse.identity.user.UserCommand;
import io.gatehouse.identity.user.UserCommand.JoinGroup;
import io.gatehouse.identity.user.UserCommand.LeaveGroup;
import io.gatehouse.identity.user.UserView;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.AddUserToGroupResponse;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserResponse;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupRequest;
import software.amazon.awssdk.services.iam.model.RemoveUserFromGroupResponse;

import java.util.function.Function;

/**
 * AddUserToGroup, RemoveUserFromGroup, ListGroupsForUser. What changes is the user's stream; the
 * right is asked for on the group, as AWS does.
 */
@ApplicationScoped
public class MembershipActions implements ActionSet {

    private final Commands commands;
    private final PermittedGroups groups;
    private final PermittedUsers users;
    private final Pool database;

    MembershipActions(
            Commands commands, PermittedGroups groups, PermittedUsers users, Pool database) {
        this.commands = commands;
        this.groups = groups;
        this.users = users;
        this.database = database;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(AddUserToGroupRequest.class, this::add);
        actions.onWrite(RemoveUserFromGroupRequest.class, this::remove);
        actions.on(ListGroupsForUserRequest.class, this::list);
    }

    private Uni<Written<AddUserToGroupResponse>> add(AddUserToGroupRequest request, Call call) {
        EntityName user = new EntityName(request.userName());
        return groups.require(call, "AddUserToGroup", request.groupName())
                .chain(group -> run(group, user, JoinGroup::new))
                .map(done ->
                        new Written<>(AddUserToGroupResponse.builder().build(), done.revision()));
    }

    private Uni<Written<RemoveUserFromGroupResponse>> remove(
            RemoveUserFromGroupRequest request, Call call) {
        EntityName user = new EntityName(request.userName());
        return groups.require(call, "RemoveUserFromGroup", request.groupName())
                .chain(group -> run(group, user, LeaveGroup::new))
                .map(done ->
                        new Written<>(
                                RemoveUserFromGroupResponse.builder().build(), done.revision()));
    }

    private Uni<Done<User>> run(
            Permitted<GroupRow> group, EntityName user, Function<UniqueId, UserCommand> command) {
        return commands.run(
                group.origin(),
                group.target().account(),
                USERS,
                moment -> ask(moment, group.target(), user, command));
    }

    /** Both are looked up under the lock: a group deleted meanwhile takes no members. */
    private static Uni<Asked<UserCommand>> ask(
            Moment moment,
            GroupRow group,
            EntityName user,
            Function<UniqueId, UserCommand> command) {
        return GroupView.byId(moment.sql(), group.account(), group.id())
                .chain(present ->
                        present.isEmpty()
                                ? Uni.createFrom().item(absent("group", group.name()))
                                : UserView.byName(moment.sql(), group.account(), user)
                                        .map(row ->
                                                row.map(found ->
                                                                Asked.of(
                                                                        found.id().text(),
                                                                        command.apply(group.id())))
                                                        .orElseGet(() -> absent("user", user))));
    }

    private static Asked<UserCommand> absent(String kind, EntityName name) {
        return Asked.no(
                new Refusal(
                        ErrorCode.NO_SUCH_ENTITY,
                        "The %s with name %s cannot be found.".formatted(kind, name)));
    }

    private Uni<ListGroupsForUserResponse> list(ListGroupsForUserRequest request, Call call) {
        PageRequest page =
                Form.page("groups of " + request.userName(), request.marker(), request.maxItems());
        return users.require(call, "ListGroupsForUser", request.userName())
                .chain(user -> GroupView.ofUser(database, user.target().id(), page))
                .map(found ->
                        ListGroupsForUserResponse.builder()
                                .groups(found.rows().stream().map(GroupActions::answer).toList())
                                .isTruncated(found.marker().isPresent())
                                .marker(found.marker().orElse(null))
                                .build());
    }
}
