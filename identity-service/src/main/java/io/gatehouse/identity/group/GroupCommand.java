package io.gatehouse.identity.group;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Remaining;
import io.gatehouse.model.UniqueId;

import java.time.Instant;

/** What can be asked of a group. Joining and leaving are asked of the user. */
public sealed interface GroupCommand {

    /**
     * @param existing how many groups the account has
     */
    record CreateGroup(UniqueId id, EntityName name, EntityPath path, Instant created, int existing)
            implements GroupCommand {}

    record RenameGroup(EntityName to) implements GroupCommand {}

    record MoveGroup(EntityPath to) implements GroupCommand {}

    /**
     * @param members how many users are in the group
     * @param remaining what policy-service answered
     */
    record DeleteGroup(int members, Remaining remaining) implements GroupCommand {}
}
