package io.gatehouse.identity.rotation;

import io.gatehouse.model.UniqueId;

/** What can be asked of a rotation. */
public sealed interface RotationCommand {

    record RequireRotation(UniqueId id, Demand demand) implements RotationCommand {}

    record WithdrawRotation() implements RotationCommand {}
}
