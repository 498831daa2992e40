package io.gatehouse.identity.console;

import io.gatehouse.identity.account.AccountAlias;
import io.gatehouse.identity.account.AccountView;
import io.gatehouse.identity.account.AccountView.AccountRow;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.Optional;

/** Which account people mean who type its twelve digits or its alias. */
final class AccountByWords {

    private AccountByWords() {}

    static Uni<Optional<AccountRow>> find(SqlClient sql, String text) {
        if (AccountId.isValid(text)) {
            return AccountView.find(sql, new AccountId(text));
        }
        return AccountAlias.isValid(text)
                ? AccountView.byAlias(sql, new AccountAlias(text))
                : Uni.createFrom().item(Optional.empty());
    }
}
