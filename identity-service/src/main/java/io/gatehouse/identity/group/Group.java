package io.gatehouse.identity.group;

import io.gatehouse.identity.group.GroupEvent.GroupCreated;
import io.gatehouse.identity.group.GroupEvent.GroupDeleted;
import io.gatehouse.identity.group.GroupEvent.GroupMoved;
import io.gatehouse.identity.group.GroupEvent.GroupRenamed;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.model.UniqueId;

import java.time.Instant;

/** The life of a group. */
public sealed interface Group {

    Group ABSENT = new Absent();

    record Absent() implements Group {}

    record Active(UniqueId id, EntityName name, EntityPath path, Instant created)
            implements Group {}

    /** The last identity stays, for the fact that says that the group is gone. */
    record Deleted(UniqueId id, EntityName name, EntityPath path) implements Group {}

    /** The state after the event; one that cannot have happened throws CorruptStreamException. */
    static Group evolve(Group group, GroupEvent event) {
        return switch (group) {
            case Absent _ ->
                    switch (event) {
                        case GroupCreated(var id, var name, var path, var created) ->
                                new Active(id, name, path, created);
                        case GroupRenamed _, GroupMoved _, GroupDeleted _ ->
                                throw new CorruptStreamException(group, event);
                    };
            case Active(var id, var name, var path, var created) ->
                    switch (event) {
                        case GroupRenamed(var _, var to) -> new Active(id, to, path, created);
                        case GroupMoved(var _, var to) -> new Active(id, name, to, created);
                        case GroupDeleted _ -> new Deleted(id, name, path);
                        case GroupCreated _ -> throw new CorruptStreamException(group, event);
                    };
            case Deleted _ -> throw new CorruptStreamException(group, event);
        };
    }
}
