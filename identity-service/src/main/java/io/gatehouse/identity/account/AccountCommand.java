package io.gatehouse.identity.account;

import io.gatehouse.identity.accesskey.AccessKeyCommand;
import io.gatehouse.identity.value.Quota;
import io.gatehouse.model.AccountId;

import java.time.Instant;

/** What can be asked of an account. */
public sealed interface AccountCommand {

    /**
     * @param name may be empty
     * @param first whether it is the first account of this system, whose root makes the others
     */
    record CreateAccount(AccountId id, String name, boolean first, Instant at)
            implements AccountCommand {}

    record ChangeRootKey(AccessKeyCommand change) implements AccountCommand {}

    record ChooseAlias(AccountAlias alias) implements AccountCommand {}

    record ReleaseAlias(AccountAlias alias) implements AccountCommand {}

    record SetPasswordPolicy(PasswordPolicy policy) implements AccountCommand {}

    record RemovePasswordPolicy() implements AccountCommand {}

    record SetQuota(Quota quota, int limit) implements AccountCommand {}

    /** Back to the default. */
    record ResetQuota(Quota quota) implements AccountCommand {}

    record ChooseTokenVersion(TokenVersion version) implements AccountCommand {}
}
