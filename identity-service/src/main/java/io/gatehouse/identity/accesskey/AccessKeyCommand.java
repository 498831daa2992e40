package io.gatehouse.identity.accesskey;

import io.gatehouse.model.UniqueId;

import java.time.Instant;

/** What can be asked of the access keys of a user or root. */
public sealed interface AccessKeyCommand {

    record CreateAccessKey(UniqueId id, Instant at) implements AccessKeyCommand {}

    record ActivateAccessKey(UniqueId id) implements AccessKeyCommand {}

    record DeactivateAccessKey(UniqueId id) implements AccessKeyCommand {}

    record DeleteAccessKey(UniqueId id) implements AccessKeyCommand {}
}
