package io.gatehouse.identity.accesskey;

import io.gatehouse.model.UniqueId;

import java.time.Instant;

/** What can have happened to an access key; it stands in its owner's stream. */
public sealed interface AccessKeyEvent {

    UniqueId id();

    record AccessKeyCreated(UniqueId id, Instant at) implements AccessKeyEvent {}

    record AccessKeyActivated(UniqueId id) implements AccessKeyEvent {}

    record AccessKeyDeactivated(UniqueId id) implements AccessKeyEvent {}

    record AccessKeyDeleted(UniqueId id) implements AccessKeyEvent {}
}
