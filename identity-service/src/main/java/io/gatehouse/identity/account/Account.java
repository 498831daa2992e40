package io.gatehouse.identity.account;

import io.gatehouse.identity.accesskey.AccessKeyDecider;
import io.gatehouse.identity.accesskey.AccessKeys;
import io.gatehouse.identity.account.AccountEvent.AccountCreated;
import io.gatehouse.identity.account.AccountEvent.RootKeyChanged;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.model.AccountId;

import java.time.Instant;

/** The life of an account. */
public sealed interface Account {

    Account ABSENT = new Absent();

    record Absent() implements Account {}

    record Active(AccountId id, String name, boolean first, Instant created, AccessKeys rootKeys)
            implements Account {}

    /** The state after the event; one that cannot have happened throws CorruptStreamException. */
    static Account evolve(Account account, AccountEvent event) {
        return switch (account) {
            case Absent _ ->
                    switch (event) {
                        case AccountCreated(var id, var name, var first, var at) ->
                                new Active(id, name, first, at, AccessKeys.NONE);
                        case RootKeyChanged _ -> throw new CorruptStreamException(account, event);
                    };
            case Active(var id, var name, var first, var created, var keys) ->
                    switch (event) {
                        case AccountCreated _ -> throw new CorruptStreamException(account, event);
                        case RootKeyChanged(var change) ->
                                new Active(
                                        id,
                                        name,
                                        first,
                                        created,
                                        AccessKeyDecider.evolve(keys, change));
                    };
        };
    }
}
