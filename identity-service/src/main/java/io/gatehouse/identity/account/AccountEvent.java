package io.gatehouse.identity.account;

import io.gatehouse.identity.accesskey.AccessKeyEvent;
import io.gatehouse.identity.value.Quota;
import io.gatehouse.model.AccountId;

import java.time.Instant;

/** What can have happened to an account itself. */
public sealed interface AccountEvent {

    record AccountCreated(AccountId id, String name, boolean first, Instant at)
            implements AccountEvent {}

    record RootKeyChanged(AccessKeyEvent change) implements AccountEvent {}

    /** In place of the alias before it, if there was one. */
    record AccountAliasChosen(AccountAlias alias) implements AccountEvent {}

    record AccountAliasReleased(AccountAlias alias) implements AccountEvent {}

    record PasswordPolicySet(PasswordPolicy policy) implements AccountEvent {}

    record PasswordPolicyRemoved() implements AccountEvent {}

    record QuotaSet(Quota quota, int limit) implements AccountEvent {}

    record QuotaReset(Quota quota) implements AccountEvent {}

    record TokenVersionChosen(TokenVersion version) implements AccountEvent {}
}
