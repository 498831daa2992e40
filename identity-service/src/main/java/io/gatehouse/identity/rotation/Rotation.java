package io.gatehouse.identity.rotation;

import io.gatehouse.identity.rotation.RotationEvent.RotationRequired;
import io.gatehouse.identity.rotation.RotationEvent.RotationWithdrawn;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.model.UniqueId;

/** The life of a rotation. */
public sealed interface Rotation {

    Rotation ABSENT = new Absent();

    record Absent() implements Rotation {}

    record Required(UniqueId id, Demand demand) implements Rotation {}

    record Withdrawn(UniqueId id) implements Rotation {}

    /** The state after the event; one that cannot have happened throws CorruptStreamException. */
    static Rotation evolve(Rotation rotation, RotationEvent event) {
        return switch (rotation) {
            case Absent _ ->
                    switch (event) {
                        case RotationRequired(var id, var demand) -> new Required(id, demand);
                        case RotationWithdrawn _ ->
                                throw new CorruptStreamException(rotation, event);
                    };
            case Required required ->
                    switch (event) {
                        case RotationWithdrawn _ -> new Withdrawn(required.id());
                        case RotationRequired _ ->
                                throw new CorruptStreamException(rotation, event);
                    };
            case Withdrawn _ -> throw new CorruptStreamException(rotation, event);
        };
    }
}
