package io.gatehouse.identity.login;

import io.gatehouse.model.UniqueId;

import java.time.Instant;

/** What can have happened to a user's login profile. */
public sealed interface LoginEvent {

    record LoginProfileCreated(UniqueId user, boolean resetRequired, Instant at)
            implements LoginEvent {}

    /** By an administrator. */
    record PasswordSet(boolean resetRequired, Instant at) implements LoginEvent {}

    /** By the user. */
    record PasswordChanged(Instant at) implements LoginEvent {}

    record PasswordResetRequired() implements LoginEvent {}

    record PasswordResetWaived() implements LoginEvent {}

    record LoginProfileDeleted() implements LoginEvent {}
}
