package io.gatehouse.identity.account;

import static io.gatehouse.identity.account.AccountKind.ACCOUNTS;

import io.gatehouse.identity.accesskey.AccessKeyCommand.CreateAccessKey;
import io.gatehouse.identity.accesskey.Credentials;
import io.gatehouse.identity.accesskey.SecretKey;
import io.gatehouse.identity.account.AccountCommand.ChangeRootKey;
import io.gatehouse.identity.account.AccountCommand.CreateAccount;
import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.IdKind;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.security.SecureRandom;
import java.util.List;

/** Makes accounts, each with its root's first key. */
@ApplicationScoped
public class NewAccounts {

    private static final SecureRandom CHANCE = new SecureRandom();

    private final Commands commands;
    private final Credentials credentials;

    NewAccounts(Commands commands, Credentials credentials) {
        this.commands = commands;
        this.credentials = credentials;
    }

    /** An account that is to be, and the key of its root, which becomes valid with it. */
    public record NewAccount(
            AccountId id, String name, boolean first, UniqueId rootKeyId, SecretKey rootSecret) {

        public static NewAccount random(AccountId id, String name, boolean first) {
            return new NewAccount(
                    id,
                    name,
                    first,
                    UniqueId.random(IdKind.ACCESS_KEY, CHANCE),
                    SecretKey.random());
        }
    }

    /** A number that no account has by chance alone; does not begin with zero. */
    static AccountId randomId() {
        return new AccountId(Long.toString(CHANCE.nextLong(100_000_000_000L, 1_000_000_000_000L)));
    }

    /** Fails with EntityAlreadyExists where there is such an account, or a first one. */
    public Uni<Done<Account>> create(Origin origin, NewAccount wanted) {
        return commands.run(
                origin,
                wanted.id(),
                ACCOUNTS,
                moment ->
                        Uni.createFrom()
                                .item(
                                        new Asked.Of<>(
                                                wanted.id().digits(),
                                                List.of(
                                                        new CreateAccount(
                                                                wanted.id(),
                                                                wanted.name(),
                                                                wanted.first(),
                                                                moment.now()),
                                                        new ChangeRootKey(
                                                                new CreateAccessKey(
                                                                        wanted.rootKeyId(),
                                                                        moment.now()))),
                                                sql ->
                                                        credentials.keep(
                                                                sql,
                                                                wanted.rootKeyId(),
                                                                wanted.rootSecret()))));
    }

    /** An account whose root has no key yet: what an import makes. Nothing where it exists. */
    public Uni<Done<Account>> createWithoutKey(Origin origin, AccountId account) {
        return commands.run(
                origin,
                account,
                ACCOUNTS,
                moment ->
                        AccountView.exists(moment.sql(), account)
                                .map(exists ->
                                        Asked.of(
                                                account.digits(),
                                                exists
                                                        ? List.of()
                                                        : List.of(
                                                                new CreateAccount(
                                                                        account,
                                                                        "",
                                                                        false,
                                                                        moment.now())))));
    }
}
