package io.gatehouse.identity.group;

import static io.gatehouse.identity.value.Decision.accept;
import static io.gatehouse.identity.value.Decision.refuse;
import static io.gatehouse.identity.value.Refusals.alreadyExists;
import static io.gatehouse.identity.value.Refusals.inUse;
import static io.gatehouse.identity.value.Refusals.notFound;
import static io.gatehouse.identity.value.Refusals.quota;
import static io.gatehouse.identity.value.Refusals.unlessEmpty;

import io.gatehouse.identity.group.GroupCommand.CreateGroup;
import io.gatehouse.identity.group.GroupCommand.DeleteGroup;
import io.gatehouse.identity.group.GroupCommand.MoveGroup;
import io.gatehouse.identity.group.GroupCommand.RenameGroup;
import io.gatehouse.identity.group.GroupEvent.GroupCreated;
import io.gatehouse.identity.group.GroupEvent.GroupDeleted;
import io.gatehouse.identity.group.GroupEvent.GroupMoved;
import io.gatehouse.identity.group.GroupEvent.GroupRenamed;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.model.ErrorCode;

/** The rules of groups: state and command in, events or a refusal out (SEMANTICS 10). */
public final class GroupDecider {

    private GroupDecider() {}

    public static Decision<GroupEvent> decide(Group group, GroupCommand command, Quotas quotas) {
        return switch (group) {
            case Group.Absent _ ->
                    switch (command) {
                        case CreateGroup c when c.existing() >= quotas.groups() ->
                                quota("GroupsPerAccount", quotas.groups());
                        case CreateGroup c ->
                                accept(new GroupCreated(c.id(), c.name(), c.path(), c.created()));
                        case RenameGroup _, MoveGroup _, DeleteGroup _ ->
                                refuse(ErrorCode.NO_SUCH_ENTITY, "The group cannot be found.");
                    };
            case Group.Active(var _, var name, var path, var _) ->
                    switch (command) {
                        case CreateGroup _ -> alreadyExists("Group", name.text());
                        case RenameGroup(var to) ->
                                to.equals(name) ? accept() : accept(new GroupRenamed(name, to));
                        case MoveGroup(var to) ->
                                to.equals(path) ? accept() : accept(new GroupMoved(path, to));
                        case DeleteGroup(var members, var _) when members > 0 ->
                                inUse("remove users from group first.");
                        case DeleteGroup(var _, var remaining) ->
                                unlessEmpty(remaining, accept(new GroupDeleted(name)));
                    };
            case Group.Deleted(var _, var name, var _) ->
                    switch (command) {
                        // Ids are never used again.
                        case CreateGroup _ -> alreadyExists("Group", name.text());
                        case RenameGroup _, MoveGroup _, DeleteGroup _ ->
                                notFound("group", name.text());
                    };
        };
    }
}
