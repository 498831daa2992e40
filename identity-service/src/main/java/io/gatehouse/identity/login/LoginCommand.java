package io.gatehouse.identity.login;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.model.UniqueId;

import java.time.Instant;
import java.util.Optional;

/** What can be asked of a user's login profile. Passwords themselves never come here. */
public sealed interface LoginCommand {

    /** Whose login profile, for the text of a refusal. */
    EntityName userName();

    record CreateLoginProfile(
            UniqueId user,
            EntityName userName,
            NewPassword password,
            boolean resetRequired,
            Instant at)
            implements LoginCommand {}

    /** By an administrator; what had to be done at the next sign-in stays so unless told. */
    record SetPassword(
            EntityName userName, NewPassword password, Optional<Boolean> resetRequired, Instant at)
            implements LoginCommand {}

    /** By the user, who knew the password before. */
    record ChangePassword(EntityName userName, NewPassword password, Instant at)
            implements LoginCommand {}

    record RequireReset(EntityName userName, boolean required) implements LoginCommand {}

    record DeleteLoginProfile(EntityName userName) implements LoginCommand {}
}
