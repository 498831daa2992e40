package io.gatehouse.identity.role;

import io.gatehouse.identity.role.RoleEvent.RoleBoundaryRemoved;
import io.gatehouse.identity.role.RoleEvent.RoleBoundarySet;
import io.gatehouse.identity.role.RoleEvent.RoleCreated;
import io.gatehouse.identity.role.RoleEvent.RoleDeleted;
import io.gatehouse.identity.role.RoleEvent.RoleDescribed;
import io.gatehouse.identity.role.RoleEvent.RoleSessionsLimited;
import io.gatehouse.identity.role.RoleEvent.RoleTagged;
import io.gatehouse.identity.role.RoleEvent.RoleTrustReplaced;
import io.gatehouse.identity.role.RoleEvent.RoleUntagged;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Fields;
import io.gatehouse.identity.value.PersonalValues;
import io.gatehouse.identity.value.UnknownEventException;

import java.time.Duration;

/**
 * The events of roles on the wire. Tags and descriptions are free text and may name people: they
 * are sealed under the role's own key.
 */
public final class RoleEventCodec implements EventCodec<RoleEvent> {

    @Override
    public Written write(RoleEvent event, PersonalValues personal) {
        Fields fields = Fields.writing(personal);
        return switch (event) {
            case RoleCreated e ->
                    fields.put("id", e.id())
                            .put("name", e.name())
                            .put("path", e.path())
                            .put("trust", e.trust().document())
                            .putPersonal("description", e.description())
                            .putPersonal("tags", e.tags())
                            .put("boundary", e.boundary())
                            .put("max_session_seconds", e.maxSession().toSeconds())
                            .put("service_linked", e.serviceLinked())
                            .put("created", e.created())
                            .as("role.created", 1);
            case RoleDescribed(var to) -> fields.putPersonal("to", to).as("role.described", 1);
            case RoleSessionsLimited(var to) ->
                    fields.put("max_session_seconds", to.toSeconds())
                            .as("role.sessions-limited", 1);
            case RoleTrustReplaced(var to) ->
                    fields.put("trust", to.document()).as("role.trust-replaced", 1);
            case RoleTagged(var tags) -> fields.putPersonal("tags", tags).as("role.tagged", 1);
            case RoleUntagged(var keys) -> fields.putPersonal("keys", keys).as("role.untagged", 1);
            case RoleBoundarySet(var policy) ->
                    fields.put("policy", policy).as("role.boundary-set", 1);
            case RoleBoundaryRemoved(var policy) ->
                    fields.put("policy", policy).as("role.boundary-removed", 1);
            case RoleDeleted(var name) -> fields.put("name", name).as("role.deleted", 1);
        };
    }

    @Override
    public RoleEvent read(Written written, PersonalValues personal) {
        Fields fields = Fields.reading(written, personal);
        return switch (written.version() == 1 ? written.type() : "") {
            case "role.created" ->
                    new RoleCreated(
                            fields.id("id"),
                            fields.name("name"),
                            fields.path("path"),
                            new TrustPolicy(fields.text("trust")),
                            fields.personalText("description"),
                            fields.tags("tags"),
                            fields.arnIfAny("boundary"),
                            Duration.ofSeconds(fields.number("max_session_seconds")),
                            fields.flag("service_linked"),
                            fields.instant("created"));
            case "role.described" -> new RoleDescribed(fields.personalText("to"));
            case "role.sessions-limited" ->
                    new RoleSessionsLimited(
                            Duration.ofSeconds(fields.number("max_session_seconds")));
            case "role.trust-replaced" ->
                    new RoleTrustReplaced(new TrustPolicy(fields.text("trust")));
            case "role.tagged" -> new RoleTagged(fields.tags("tags"));
            case "role.untagged" -> new RoleUntagged(fields.texts("keys"));
            case "role.boundary-set" -> new RoleBoundarySet(fields.arn("policy"));
            case "role.boundary-removed" -> new RoleBoundaryRemoved(fields.arn("policy"));
            case "role.deleted" -> new RoleDeleted(fields.name("name"));
            default -> throw new UnknownEventException(written);
        };
    }
}
