package io.gatehouse.identity.rotation;

import io.gatehouse.model.UniqueId;

/** What can have happened to a rotation. That a key or password was replaced, its owner's says. */
public sealed interface RotationEvent {

    record RotationRequired(UniqueId id, Demand demand) implements RotationEvent {}

    record RotationWithdrawn(UniqueId id) implements RotationEvent {}
}
