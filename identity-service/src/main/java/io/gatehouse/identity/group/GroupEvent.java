package io.gatehouse.identity.group;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.model.UniqueId;

import java.time.Instant;

/** What can have happened to a group. */
public sealed interface GroupEvent {

    /**
     * @param created when the group was made; earlier than the envelope's time for an imported one
     */
    record GroupCreated(UniqueId id, EntityName name, EntityPath path, Instant created)
            implements GroupEvent {}

    record GroupRenamed(EntityName from, EntityName to) implements GroupEvent {}

    record GroupMoved(EntityPath from, EntityPath to) implements GroupEvent {}

    record GroupDeleted(EntityName name) implements GroupEvent {}
}
