package io.gatehouse.identity.user;

import io.gatehouse.identity.accesskey.AccessKeyEventCodec;
import io.gatehouse.identity.user.UserEvent.UserAccessKeyChanged;
import io.gatehouse.identity.user.UserEvent.UserBoundaryRemoved;
import io.gatehouse.identity.user.UserEvent.UserBoundarySet;
import io.gatehouse.identity.user.UserEvent.UserCreated;
import io.gatehouse.identity.user.UserEvent.UserDeleted;
import io.gatehouse.identity.user.UserEvent.UserJoinedGroup;
import io.gatehouse.identity.user.UserEvent.UserLeftGroup;
import io.gatehouse.identity.user.UserEvent.UserMoved;
import io.gatehouse.identity.user.UserEvent.UserRenamed;
import io.gatehouse.identity.user.UserEvent.UserTagged;
import io.gatehouse.identity.user.UserEvent.UserUntagged;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Fields;
import io.gatehouse.identity.value.PersonalValues;
import io.gatehouse.identity.value.UnknownEventException;

/** The events of users on the wire. A user's name and tags are personal. */
public final class UserEventCodec implements EventCodec<UserEvent> {

    private static final AccessKeyEventCodec KEYS = new AccessKeyEventCodec("user.access-key");

    @Override
    public Written write(UserEvent event, PersonalValues personal) {
        Fields fields = Fields.writing(personal);
        return switch (event) {
            case UserCreated e ->
                    fields.put("id", e.id())
                            .putPersonal("name", e.name().text())
                            .put("path", e.path())
                            .putPersonal("tags", e.tags())
                            .put("boundary", e.boundary())
                            .put("created", e.created())
                            .as("user.created", 1);
            case UserRenamed(var from, var to) ->
                    fields.putPersonal("from", from.text())
                            .putPersonal("to", to.text())
                            .as("user.renamed", 1);
            case UserMoved(var from, var to) ->
                    fields.put("from", from).put("to", to).as("user.moved", 1);
            case UserTagged(var tags) -> fields.putPersonal("tags", tags).as("user.tagged", 1);
            case UserUntagged(var keys) -> fields.putPersonal("keys", keys).as("user.untagged", 1);
            case UserJoinedGroup(var group) ->
                    fields.put("group_id", group).as("user.joined-group", 1);
            case UserLeftGroup(var group) -> fields.put("group_id", group).as("user.left-group", 1);
            case UserBoundarySet(var policy) ->
                    fields.put("policy", policy).as("user.boundary-set", 1);
            case UserBoundaryRemoved(var policy) ->
                    fields.put("policy", policy).as("user.boundary-removed", 1);
            case UserAccessKeyChanged(var change) -> KEYS.write(change);
            case UserDeleted(var name) ->
                    fields.putPersonal("name", name.text()).as("user.deleted", 1);
        };
    }

    @Override
    public UserEvent read(Written written, PersonalValues personal) {
        Fields fields = Fields.reading(written, personal);
        return switch (written.version() == 1 ? written.type() : "") {
            case "user.created" ->
                    new UserCreated(
                            fields.id("id"),
                            fields.personalName("name"),
                            fields.path("path"),
                            fields.tags("tags"),
                            fields.arnIfAny("boundary"),
                            fields.instant("created"));
            case "user.renamed" ->
                    new UserRenamed(fields.personalName("from"), fields.personalName("to"));
            case "user.moved" -> new UserMoved(fields.path("from"), fields.path("to"));
            case "user.tagged" -> new UserTagged(fields.tags("tags"));
            case "user.untagged" -> new UserUntagged(fields.texts("keys"));
            case "user.joined-group" -> new UserJoinedGroup(fields.id("group_id"));
            case "user.left-group" -> new UserLeftGroup(fields.id("group_id"));
            case "user.boundary-set" -> new UserBoundarySet(fields.arn("policy"));
            case "user.boundary-removed" -> new UserBoundaryRemoved(fields.arn("policy"));
            case "user.deleted" -> new UserDeleted(fields.personalName("name"));
            default ->
                    KEYS.read(written)
                            .<UserEvent>map(UserAccessKeyChanged::new)
                            .orElseThrow(() -> new UnknownEventException(written));
        };
    }
}
