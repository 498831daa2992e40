package io.gatehouse.identity.account;

import static io.gatehouse.identity.value.Decision.accept;
import static io.gatehouse.identity.value.Decision.refuse;

import io.gatehouse.identity.accesskey.AccessKeyCommand;
import io.gatehouse.identity.accesskey.AccessKeyDecider;
import io.gatehouse.identity.accesskey.AccessKeyEvent;
import io.gatehouse.identity.account.AccountCommand.ChangeRootKey;
import io.gatehouse.identity.account.AccountCommand.ChooseAlias;
import io.gatehouse.identity.account.AccountCommand.ChooseTokenVersion;
import io.gatehouse.identity.account.AccountCommand.CreateAccount;
import io.gatehouse.identity.account.AccountCommand.ReleaseAlias;
import io.gatehouse.identity.account.AccountCommand.RemovePasswordPolicy;
import io.gatehouse.identity.account.AccountCommand.ResetQuota;
import io.gatehouse.identity.account.AccountCommand.SetPasswordPolicy;
import io.gatehouse.identity.account.AccountCommand.SetQuota;
import io.gatehouse.identity.account.AccountEvent.AccountAliasChosen;
import io.gatehouse.identity.account.AccountEvent.AccountAliasReleased;
import io.gatehouse.identity.account.AccountEvent.AccountCreated;
import io.gatehouse.identity.account.AccountEvent.PasswordPolicyRemoved;
import io.gatehouse.identity.account.AccountEvent.PasswordPolicySet;
import io.gatehouse.identity.account.AccountEvent.QuotaReset;
import io.gatehouse.identity.account.AccountEvent.QuotaSet;
import io.gatehouse.identity.account.AccountEvent.RootKeyChanged;
import io.gatehouse.identity.account.AccountEvent.TokenVersionChosen;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.Quota;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;

import java.util.Optional;

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
                        case ChangeRootKey _,
                                ChooseAlias _,
                                ReleaseAlias _,
                                SetPasswordPolicy _,
                                RemovePasswordPolicy _,
                                SetQuota _,
                                ResetQuota _,
                                ChooseTokenVersion _ ->
                                refuse(ErrorCode.NO_SUCH_ENTITY, "The account cannot be found.");
                    };
            case Account.Active active -> decide(active, command, quotas);
        };
    }

    private static Decision<AccountEvent> decide(
            Account.Active account, AccountCommand command, Quotas quotas) {
        AccountSettings settings = account.settings();
        return switch (command) {
            case CreateAccount(var id, var _, var _, var _) ->
                    refuse(ErrorCode.ENTITY_ALREADY_EXISTS, "Account " + id + " already exists.");
            case ChangeRootKey(var change) -> changeRootKey(account, change, quotas);
            case ChooseAlias(var alias) ->
                    settings.alias().equals(Optional.of(alias))
                            ? refuse(
                                    ErrorCode.ENTITY_ALREADY_EXISTS,
                                    "The account alias " + alias + " already exists.")
                            : accept(new AccountAliasChosen(alias));
            case ReleaseAlias(var alias) ->
                    settings.alias().equals(Optional.of(alias))
                            ? accept(new AccountAliasReleased(alias))
                            : refuse(
                                    ErrorCode.NO_SUCH_ENTITY,
                                    "The account alias " + alias + " cannot be found.");
            case SetPasswordPolicy(var policy) ->
                    settings.passwordPolicy().equals(Optional.of(policy))
                            ? accept()
                            : accept(new PasswordPolicySet(policy));
            case RemovePasswordPolicy() ->
                    settings.passwordPolicy().isPresent()
                            ? accept(new PasswordPolicyRemoved())
                            : refuse(ErrorCode.NO_SUCH_ENTITY, noPasswordPolicy(account.id()));
            case SetQuota(var quota, var limit) -> setQuota(settings, quota, limit);
            case ResetQuota(var quota) ->
                    settings.quotas().containsKey(quota) ? accept(new QuotaReset(quota)) : accept();
            case ChooseTokenVersion(var version) ->
                    settings.tokenVersion() == version
                            ? accept()
                            : accept(new TokenVersionChosen(version));
        };
    }

    /** AWS calls an account a domain here. */
    static String noPasswordPolicy(AccountId account) {
        return "The Password Policy with domain name " + account + " cannot be found.";
    }

    private static Decision<AccountEvent> setQuota(
            AccountSettings settings, Quota quota, int limit) {
        if (limit < 0 || limit > Quota.MOST) {
            return refuse(
                    ErrorCode.INVALID_INPUT,
                    "the limit of `%s` is 0 to %d, not %d"
                            .formatted(quota.wire(), Quota.MOST, limit));
        }
        Integer before = settings.quotas().get(quota);
        return before != null && before == limit ? accept() : accept(new QuotaSet(quota, limit));
    }

    private static Decision<AccountEvent> changeRootKey(
            Account.Active account, AccessKeyCommand change, Quotas quotas) {
        return switch (AccessKeyDecider.decide(
                account.rootKeys(), change, quotas.accessKeysPerUser())) {
            case Decision.Refused<AccessKeyEvent>(var refusal) -> new Decision.Refused<>(refusal);
            case Decision.Accepted<AccessKeyEvent>(var events) ->
                    new Decision.Accepted<>(
                            events.stream().<AccountEvent>map(RootKeyChanged::new).toList());
        };
    }
}
