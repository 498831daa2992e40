package io.gatehouse.identity.start;

import io.gatehouse.identity.account.AccountView;
import io.gatehouse.identity.account.NewAccounts;
import io.gatehouse.identity.account.NewAccounts.NewAccount;
import io.gatehouse.identity.account.RootKeyFile;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * The first account and its root key, at the first start: the key is in its file before the commit
 * that makes it valid, so that it is never lost (DESIGN 4). Does nothing once there is an account.
 */
@ApplicationScoped
class Bootstrap {

    private static final Logger LOG = Logger.getLogger(Bootstrap.class);

    private final Pool database;
    private final NewAccounts accounts;
    private final Optional<String> accountId;
    private final Optional<Path> keyFile;

    Bootstrap(
            Pool database,
            NewAccounts accounts,
            @ConfigProperty(name = "gatehouse.bootstrap.account-id") Optional<String> accountId,
            @ConfigProperty(name = "gatehouse.bootstrap.root-key-file") Optional<Path> keyFile) {
        this.database = database;
        this.accounts = accounts;
        this.accountId = accountId;
        this.keyFile = keyFile;
    }

    Uni<Void> run() {
        if (accountId.isEmpty() || keyFile.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        AccountId account = new AccountId(accountId.get());
        return AccountView.first(database)
                .chain(first ->
                        first.isPresent()
                                ? Uni.createFrom().voidItem()
                                : create(account, keyFile.get()));
    }

    private Uni<Void> create(AccountId account, Path file) {
        NewAccount created = NewAccount.random(account, "", true);
        RootKeyFile.write(file, created.rootKeyId(), created.rootSecret());
        return accounts.create(Origin.bootstrap(account, "bootstrap-" + UUID.randomUUID()), created)
                .invoke(() -> LOG.infof("created the first account %s", account))
                .replaceWithVoid();
    }
}
