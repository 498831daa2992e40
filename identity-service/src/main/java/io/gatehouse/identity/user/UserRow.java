package io.gatehouse.identity.user;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;

import java.time.Instant;
import java.util.Optional;

/**
 * A user as it can be read.
 *
 * @param passwordLastUsed when the password that there is last signed in
 */
public record UserRow(
        AccountId account,
        UniqueId id,
        EntityName name,
        EntityPath path,
        Instant created,
        Tags tags,
        Optional<Arn> boundary,
        Optional<Instant> passwordLastUsed) {

    public Arn arn() {
        return arn(account, path, name);
    }

    public static Arn arn(AccountId account, EntityPath path, EntityName name) {
        return Arn.iam(account, "user" + path + name);
    }

    /** After a command; when the password was last used is not told. */
    static UserRow of(AccountId account, User state) {
        // INVARIANT: asked only after a command that leaves the user active.
        User.Active user = (User.Active) state;
        return new UserRow(
                account,
                user.id(),
                user.name(),
                user.path(),
                user.created(),
                user.tags(),
                user.boundary(),
                Optional.empty());
    }
}
