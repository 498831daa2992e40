package io.gatehouse.identity.account;

import io.gatehouse.contracts.facts.v1.AccountFact;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.identity.accesskey.AccessKey;
import io.gatehouse.identity.accesskey.AccessKeyView;
import io.gatehouse.identity.account.AccountEvent.AccountAliasChosen;
import io.gatehouse.identity.account.AccountEvent.AccountAliasReleased;
import io.gatehouse.identity.account.AccountEvent.AccountCreated;
import io.gatehouse.identity.account.AccountEvent.PasswordPolicyRemoved;
import io.gatehouse.identity.account.AccountEvent.PasswordPolicySet;
import io.gatehouse.identity.account.AccountEvent.QuotaReset;
import io.gatehouse.identity.account.AccountEvent.QuotaSet;
import io.gatehouse.identity.account.AccountEvent.RootKeyChanged;
import io.gatehouse.identity.account.AccountEvent.TokenVersionChosen;
import io.gatehouse.identity.log.EntityKind;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.List;
import java.util.Optional;

/** Accounts, as the way of every write has to know them. */
public final class AccountKind implements EntityKind<AccountCommand, Account, AccountEvent> {

    public static final AccountKind ACCOUNTS = new AccountKind();

    private final AccountEventCodec codec = new AccountEventCodec();

    private AccountKind() {}

    @Override
    public String name() {
        return "account";
    }

    @Override
    public Account absent() {
        return Account.ABSENT;
    }

    @Override
    public Decision<AccountEvent> decide(Account state, AccountCommand command, Quotas quotas) {
        return AccountDecider.decide(state, command, quotas);
    }

    @Override
    public Account evolve(Account state, AccountEvent event) {
        return Account.evolve(state, event);
    }

    @Override
    public EventCodec<AccountEvent> codec() {
        return codec;
    }

    @Override
    public Uni<Void> view(
            SqlClient sql, AccountId account, List<AccountEvent> events, Account after) {
        Uni<Void> rows = Uni.createFrom().voidItem();
        for (AccountEvent event : events) {
            rows =
                    rows.chain(() ->
                            switch (event) {
                                case AccountCreated created -> AccountView.write(sql, created);
                                case RootKeyChanged(var change) ->
                                        AccessKeyView.write(sql, account, Optional.empty(), change);
                                case AccountAliasChosen _,
                                        AccountAliasReleased _,
                                        PasswordPolicySet _,
                                        PasswordPolicyRemoved _,
                                        QuotaSet _,
                                        QuotaReset _,
                                        TokenVersionChosen _ ->
                                        AccountView.write(sql, account, after);
                            });
        }
        return rows;
    }

    @Override
    public Optional<Fact.Builder> fact(Account after) {
        return switch (after) {
            case Account.Absent _ -> Optional.empty();
            case Account.Active active ->
                    Optional.of(fact(active.first(), active.rootKeys().all(), active.settings()));
        };
    }

    static Fact.Builder fact(boolean first, List<AccessKey> rootKeys, AccountSettings settings) {
        AccountFact.Builder fact =
                AccountFact.newBuilder()
                        .setFirstAccount(first)
                        .setAlias(settings.alias().map(AccountAlias::text).orElse(""))
                        .addAllRootAccessKeys(AccessKeyView.states(rootKeys));
        settings.quotas().forEach((quota, limit) -> fact.putQuotas(quota.wire(), limit));
        return Fact.newBuilder().setAccountFact(fact);
    }
}
