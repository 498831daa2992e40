package io.gatehouse.identity.instanceprofile;

import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileCreated;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileDeleted;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileRoleAdded;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileRoleRemoved;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileTagged;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileUntagged;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Fields;
import io.gatehouse.identity.value.PersonalValues;
import io.gatehouse.identity.value.UnknownEventException;

/** The events of instance profiles on the wire. Tags are free text and may name people. */
public final class InstanceProfileEventCodec implements EventCodec<InstanceProfileEvent> {

    @Override
    public Written write(InstanceProfileEvent event, PersonalValues personal) {
        Fields fields = Fields.writing(personal);
        return switch (event) {
            case InstanceProfileCreated(var id, var name, var path, var tags, var created) ->
                    fields.put("id", id)
                            .put("name", name)
                            .put("path", path)
                            .putPersonal("tags", tags)
                            .put("created", created)
                            .as("instance-profile.created", 1);
            case InstanceProfileRoleAdded(var role) ->
                    fields.put("role_id", role).as("instance-profile.role-added", 1);
            case InstanceProfileRoleRemoved(var role) ->
                    fields.put("role_id", role).as("instance-profile.role-removed", 1);
            case InstanceProfileTagged(var tags) ->
                    fields.putPersonal("tags", tags).as("instance-profile.tagged", 1);
            case InstanceProfileUntagged(var keys) ->
                    fields.putPersonal("keys", keys).as("instance-profile.untagged", 1);
            case InstanceProfileDeleted(var name) ->
                    fields.put("name", name).as("instance-profile.deleted", 1);
        };
    }

    @Override
    public InstanceProfileEvent read(Written written, PersonalValues personal) {
        Fields fields = Fields.reading(written, personal);
        return switch (written.version() == 1 ? written.type() : "") {
            case "instance-profile.created" ->
                    new InstanceProfileCreated(
                            fields.id("id"),
                            fields.name("name"),
                            fields.path("path"),
                            fields.exactTags("tags"),
                            fields.instant("created"));
            case "instance-profile.role-added" ->
                    new InstanceProfileRoleAdded(fields.id("role_id"));
            case "instance-profile.role-removed" ->
                    new InstanceProfileRoleRemoved(fields.id("role_id"));
            case "instance-profile.tagged" -> new InstanceProfileTagged(fields.exactTags("tags"));
            case "instance-profile.untagged" -> new InstanceProfileUntagged(fields.texts("keys"));
            case "instance-profile.deleted" -> new InstanceProfileDeleted(fields.name("name"));
            default -> throw new UnknownEventException(written);
        };
    }
}
