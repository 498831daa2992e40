package io.gatehouse.identity.imports;

import io.gatehouse.identity.account.AccountApi;
import io.gatehouse.identity.account.AccountView;
import io.gatehouse.identity.account.NewAccounts;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Optional;

/** Which accounts a caller may import into, and that they exist. */
@ApplicationScoped
class ImportTargets {

    private static final ActionName IMPORT = new ActionName("gatehouse", "Import");

    private final NewAccounts accounts;
    private final Gate gate;
    private final Pool database;

    ImportTargets(NewAccounts accounts, Gate gate, Pool database) {
        this.accounts = accounts;
        this.gate = gate;
        this.database = database;
    }

    /** The own account by permission; another one for the first account's root alone. */
    Uni<Origin> require(Call call, AccountId target) {
        if (target.equals(call.account())) {
            return gate.require(call, IMPORT, AccountApi.arn(target), ContextKeys.none());
        }
        return AccountView.first(database)
                .map(first -> {
                    if (call.caller() instanceof Caller.Root
                            && first.equals(Optional.of(call.account()))) {
                        return Origin.of(call, IMPORT, AccountApi.arn(target));
                    }
                    throw RefusedException.of(
                            ErrorCode.ACCESS_DENIED,
                            "Only the first account's root imports into other accounts.");
                });
    }

    /** The result for an account that had to be made; fails where it is missing and may not be. */
    Uni<Optional<ImportResult>> prepare(Origin origin, AccountId account, boolean create) {
        return AccountView.exists(database, account)
                .chain(exists -> {
                    if (exists) {
                        return Uni.createFrom().item(Optional.empty());
                    }
                    if (!create) {
                        throw RefusedException.of(
                                ErrorCode.NO_SUCH_ENTITY,
                                "Account " + account + " does not exist here.");
                    }
                    return accounts.createWithoutKey(origin, account)
                            .map(done -> Optional.of(made(account, done.changed())));
                });
    }

    private static ImportResult made(AccountId account, boolean changed) {
        return ImportResult.of("account", account.digits(), account.digits(), changed, changed);
    }
}
