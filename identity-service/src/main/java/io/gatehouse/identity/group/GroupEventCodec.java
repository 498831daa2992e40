package io.gatehouse.identity.group;

import io.gatehouse.identity.group.GroupEvent.GroupCreated;
import io.gatehouse.identity.group.GroupEvent.GroupDeleted;
import io.gatehouse.identity.group.GroupEvent.GroupMoved;
import io.gatehouse.identity.group.GroupEvent.GroupRenamed;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Fields;
import io.gatehouse.identity.value.PersonalValues;
import io.gatehouse.identity.value.UnknownEventException;

/** The events of groups on the wire. A group's name is nobody's personal value. */
public final class GroupEventCodec implements EventCodec<GroupEvent> {

    @Override
    public Written write(GroupEvent event, PersonalValues personal) {
        Fields fields = Fields.writing(personal);
        return switch (event) {
            case GroupCreated(var id, var name, var path, var created) ->
                    fields.put("id", id)
                            .put("name", name)
                            .put("path", path)
                            .put("created", created)
                            .as("group.created", 1);
            case GroupRenamed(var from, var to) ->
                    fields.put("from", from).put("to", to).as("group.renamed", 1);
            case GroupMoved(var from, var to) ->
                    fields.put("from", from).put("to", to).as("group.moved", 1);
            case GroupDeleted(var name) -> fields.put("name", name).as("group.deleted", 1);
        };
    }

    @Override
    public GroupEvent read(Written written, PersonalValues personal) {
        Fields fields = Fields.reading(written, personal);
        return switch (written.version() == 1 ? written.type() : "") {
            case "group.created" ->
                    new GroupCreated(
                            fields.id("id"),
                            fields.name("name"),
                            fields.path("path"),
                            fields.instant("created"));
            case "group.renamed" -> new GroupRenamed(fields.name("from"), fields.name("to"));
            case "group.moved" -> new GroupMoved(fields.path("from"), fields.path("to"));
            case "group.deleted" -> new GroupDeleted(fields.name("name"));
            default -> throw new UnknownEventException(written);
        };
    }
}
