package io.gatehouse.identity.rotation;

import io.gatehouse.identity.rotation.RotationEvent.RotationRequired;
import io.gatehouse.identity.rotation.RotationEvent.RotationWithdrawn;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.EventCodec.Written;
import io.gatehouse.identity.value.Fields;
import io.gatehouse.identity.value.PersonalValues;
import io.gatehouse.identity.value.UnknownEventException;

/** The events of rotations on the wire. They name users and groups by id alone. */
public final class RotationEventCodec implements EventCodec<RotationEvent> {

    @Override
    public Written write(RotationEvent event, PersonalValues personal) {
        Fields fields = Fields.writing(personal);
        return switch (event) {
            case RotationRequired(var id, var demand) -> {
                fields.put("id", id).put("scope", demand.scope().wire());
                demand.scope().target().ifPresent(target -> fields.put("target", target));
                yield fields.put("passwords", demand.passwords())
                        .put("access_keys", demand.accessKeys())
                        .put("required", demand.required())
                        .put("cutoff", demand.cutoff())
                        .put("deadline", demand.deadline())
                        .as("rotation.required", 1);
            }
            case RotationWithdrawn(var id) -> fields.put("id", id).as("rotation.withdrawn", 1);
        };
    }

    @Override
    public RotationEvent read(Written written, PersonalValues personal) {
        Fields fields = Fields.reading(written, personal);
        return switch (written.version() == 1 ? written.type() : "") {
            case "rotation.required" ->
                    new RotationRequired(
                            fields.id("id"),
                            new Demand(
                                    Scope.of(fields.text("scope"), fields.idIfAny("target")),
                                    fields.flag("passwords"),
                                    fields.flag("access_keys"),
                                    fields.instant("required"),
                                    fields.instant("cutoff"),
                                    fields.instant("deadline")));
            case "rotation.withdrawn" -> new RotationWithdrawn(fields.id("id"));
            default -> throw new UnknownEventException(written);
        };
    }
}
