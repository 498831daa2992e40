package io.gatehouse.identity.account;

import io.gatehouse.identity.accesskey.AccessKeyEvent;
import io.gatehouse.model.AccountId;

import java.time.Instant;

/** What can have happened to an account itself. */
public sealed interface AccountEvent {

    record AccountCreated(AccountId id, String name, boolean first, Instant at)
            implements AccountEvent {}

    record RootKeyChanged(AccessKeyEvent change) implements AccountEvent {}
}
