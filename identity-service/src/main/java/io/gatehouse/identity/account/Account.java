package io.gatehouse.identity.account;

import io.gatehouse.identity.accesskey.AccessKeyDecider;
import io.gatehouse.identity.accesskey.AccessKeys;
import io.gatehouse.identity.account.AccountEvent.AccountAliasChosen;
import io.gatehouse.identity.account.AccountEvent.AccountAliasReleased;
import io.gatehouse.identity.account.AccountEvent.AccountCreated;
import io.gatehouse.identity.account.AccountEvent.PasswordPolicyRemoved;
import io.gatehouse.identity.account.AccountEvent.PasswordPolicySet;
import io.gatehouse.identity.account.AccountEvent.QuotaReset;
import io.gatehouse.identity.account.AccountEvent.QuotaSet;
import io.gatehouse.identity.account.AccountEvent.RootKeyChanged;
import io.gatehouse.identity.account.AccountEvent.TokenVersionChosen;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.model.AccountId;

import java.time.Instant;
import java.util.Optional;

/** The life of an account. */
public sealed interface Account {

    Account ABSENT = new Absent();

    record Absent() implements Account {}

    record Active(
            AccountId id,
            String name,
            boolean first,
            Instant created,
            AccessKeys rootKeys,
            AccountSettings settings)
            implements Account {

        private Active holding(AccessKeys to) {
            return new Active(id, name, first, created, to, settings);
        }

        private Active with(AccountSettings to) {
            return new Active(id, name, first, created, rootKeys, to);
        }
    }

    /** The state after the event; one that cannot have happened throws CorruptStreamException. */
    static Account evolve(Account account, AccountEvent event) {
        return switch (account) {
            case Absent _ ->
                    switch (event) {
                        case AccountCreated(var id, var name, var first, var at) ->
                                new Active(
                                        id, name, first, at, AccessKeys.NONE, AccountSettings.NONE);
                        case RootKeyChanged _,
                                AccountAliasChosen _,
                                AccountAliasReleased _,
                                PasswordPolicySet _,
                                PasswordPolicyRemoved _,
                                QuotaSet _,
                                QuotaReset _,
                                TokenVersionChosen _ ->
                                throw new CorruptStreamException(account, event);
                    };
            case Active active -> evolve(active, event);
        };
    }

    private static Account evolve(Active account, AccountEvent event) {
        AccountSettings settings = account.settings();
        return switch (event) {
            case RootKeyChanged(var change) ->
                    account.holding(AccessKeyDecider.evolve(account.rootKeys(), change));
            case AccountAliasChosen(var alias) ->
                    account.with(settings.withAlias(Optional.of(alias)));
            case AccountAliasReleased(var alias) when settings.alias().equals(Optional.of(alias)) ->
                    account.with(settings.withAlias(Optional.empty()));
            case PasswordPolicySet(var policy) ->
                    account.with(settings.withPasswordPolicy(Optional.of(policy)));
            case PasswordPolicyRemoved _ when settings.passwordPolicy().isPresent() ->
                    account.with(settings.withPasswordPolicy(Optional.empty()));
            case QuotaSet(var quota, var limit) -> account.with(settings.withQuota(quota, limit));
            case QuotaReset(var quota) when settings.quotas().containsKey(quota) ->
                    account.with(settings.withoutQuota(quota));
            case TokenVersionChosen(var version) ->
                    account.with(settings.withTokenVersion(version));
            case AccountCreated _, AccountAliasReleased _, PasswordPolicyRemoved _, QuotaReset _ ->
                    throw new CorruptStreamException(account, event);
        };
    }
}
