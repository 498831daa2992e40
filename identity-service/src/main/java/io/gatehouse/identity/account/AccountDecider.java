package io.gatehouse.identity.account;

import static io.gatehouse.identity.value.Decision.accept;
import static io.gatehouse.identity.value.Decision.refuse;

import io.gatehouse.identity.accesskey.AccessKeyDecider;
import io.gatehouse.identity.accesskey.AccessKeyEvent;
import io.gatehouse.identity.account.AccountCommand.ChangeRootKey;
import io.gatehouse.identity.account.AccountCommand.CreateAccount;
import io.gatehouse.identity.account.AccountEvent.AccountCreated;
import io.gatehouse.identity.account.AccountEvent.RootKeyChanged;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.model.ErrorCode;

/** The rules of accounts: state and command in, events or a refusal out. */
public final class AccountDecider {

    private AccountDecider() {}

    public static Decision<AccountEvent> decide(
            Account account, AccountCommand command, Quotas quotas) {
        return switch (account) {
            case Account.Absent _ ->
                    switch (command) {
                        case CreateAccount(var id, var name, var first, var at) ->
                                accept(new AccountCreated(id, name, first, at));
                        case ChangeRootKey _ ->
                                refuse(ErrorCode.NO_SUCH_ENTITY, "The account cannot be found.");
                    };
            case Account.Active active ->
                    switch (command) {
                        case CreateAccount(var id, var _, var _, var _) ->
                                refuse(
                                        ErrorCode.ENTITY_ALREADY_EXISTS,
                                        "Account " + id + " already exists.");
                        case ChangeRootKey(var change) ->
                                switch (AccessKeyDecider.decide(
                                        active.rootKeys(), change, quotas.accessKeysPerUser())) {
                                    case Decision.Refused<AccessKeyEvent>(var refusal) ->
                                            new Decision.Refused<>(refusal);
                                    case Decision.Accepted<AccessKeyEvent>(var events) ->
                                            new Decision.Accepted<>(
                                                    events.stream()
                                                            .<AccountEvent>map(RootKeyChanged::new)
                                                            .toList());
                                };
                    };
        };
    }
}
