package io.gatehouse.identity.rotation;

import static io.gatehouse.identity.value.Decision.accept;
import static io.gatehouse.identity.value.Decision.refuse;

import io.gatehouse.identity.rotation.RotationCommand.RequireRotation;
import io.gatehouse.identity.rotation.RotationCommand.WithdrawRotation;
import io.gatehouse.identity.rotation.RotationEvent.RotationRequired;
import io.gatehouse.identity.rotation.RotationEvent.RotationWithdrawn;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;

/** The rules of rotations. */
public final class RotationDecider {

    private RotationDecider() {}

    public static Decision<RotationEvent> decide(Rotation rotation, RotationCommand command) {
        return switch (rotation) {
            case Rotation.Absent _ ->
                    switch (command) {
                        case RequireRotation(var id, var demand) -> require(id, demand);
                        case WithdrawRotation _ -> absent();
                    };
            case Rotation.Required required ->
                    switch (command) {
                        case RequireRotation _ -> exists();
                        case WithdrawRotation _ -> accept(new RotationWithdrawn(required.id()));
                    };
            case Rotation.Withdrawn _ ->
                    switch (command) {
                        case RequireRotation _ -> exists();
                        case WithdrawRotation _ -> absent();
                    };
        };
    }

    private static Decision<RotationEvent> require(UniqueId id, Demand demand) {
        if (!demand.passwords() && !demand.accessKeys()) {
            return refuse(
                    ErrorCode.INVALID_INPUT,
                    "a rotation is of `passwords`, of `access_keys`, or of both");
        }
        if (demand.deadline().isBefore(demand.required())) {
            return refuse(ErrorCode.INVALID_INPUT, "the `deadline` is past");
        }
        if (demand.cutoff().isAfter(demand.required())) {
            return refuse(ErrorCode.INVALID_INPUT, "`older_than_days` is 0 or more");
        }
        return accept(new RotationRequired(id, demand));
    }

    private static Decision<RotationEvent> exists() {
        return refuse(ErrorCode.ENTITY_ALREADY_EXISTS, "the rotation exists");
    }

    private static Decision<RotationEvent> absent() {
        return refuse(ErrorCode.NO_SUCH_ENTITY, "there is no such rotation");
    }
}
