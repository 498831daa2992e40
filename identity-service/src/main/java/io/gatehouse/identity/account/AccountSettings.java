package io.gatehouse.identity.account;

import io.gatehouse.identity.value.Quota;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an account has chosen for itself.
 *
 * @param quotas only those that differ from the default
 * @param tokenVersion what GetAccountSummary tells; it decides nothing
 */
public record AccountSettings(
        Optional<AccountAlias> alias,
        Optional<PasswordPolicy> passwordPolicy,
        Map<Quota, Integer> quotas,
        TokenVersion tokenVersion) {

    public static final AccountSettings NONE =
            new AccountSettings(
                    Optional.empty(), Optional.empty(), Map.of(), TokenVersion.STANDARD);

    public AccountSettings {
        quotas = Map.copyOf(quotas);
    }

    AccountSettings withAlias(Optional<AccountAlias> to) {
        return new AccountSettings(to, passwordPolicy, quotas, tokenVersion);
    }

    AccountSettings withPasswordPolicy(Optional<PasswordPolicy> to) {
        return new AccountSettings(alias, to, quotas, tokenVersion);
    }

    AccountSettings withQuota(Quota quota, int limit) {
        Map<Quota, Integer> more = new HashMap<>(quotas);
        more.put(quota, limit);
        return new AccountSettings(alias, passwordPolicy, more, tokenVersion);
    }

    AccountSettings withoutQuota(Quota quota) {
        Map<Quota, Integer> fewer = new HashMap<>(quotas);
        fewer.remove(quota);
        return new AccountSettings(alias, passwordPolicy, fewer, tokenVersion);
    }

    AccountSettings withTokenVersion(TokenVersion to) {
        return new AccountSettings(alias, passwordPolicy, quotas, to);
    }
}
