package io.gatehouse.identity.account;

import io.gatehouse.identity.view.Columns;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Accounts to read: rows in the transaction of the events. */
public final class AccountView {

    private AccountView() {}

    /** An account as it can be read. */
    public record AccountRow(AccountId id, String name, boolean first, Instant created) {}

    public static Uni<Optional<AccountRow>> find(SqlClient sql, AccountId account) {
        return sql.preparedQuery(
                        "SELECT account, name, is_first, created FROM account WHERE account = $1")
                .execute(Tuple.of(account.digits()))
                .map(rows -> Columns.first(rows, AccountView::row));
    }

    public static Uni<Boolean> exists(SqlClient sql, AccountId account) {
        return find(sql, account).map(Optional::isPresent);
    }

    /** The account whose root makes the others; empty before the first start. */
    public static Uni<Optional<AccountId>> first(SqlClient sql) {
        return sql.preparedQuery("SELECT account FROM account WHERE is_first")
                .execute()
                .map(rows -> Columns.first(rows, row -> new AccountId(row.getString("account"))));
    }

    public static Uni<List<AccountRow>> all(SqlClient sql) {
        return sql.preparedQuery(
                        "SELECT account, name, is_first, created FROM account ORDER BY account")
                .execute()
                .map(rows -> Columns.all(rows, AccountView::row));
    }

    static Uni<Void> write(SqlClient sql, AccountEvent.AccountCreated created) {
        return sql.preparedQuery(
                        """
                        INSERT INTO account (account, name, is_first, created)
                        VALUES ($1, $2, $3, $4)
                        """)
                .execute(
                        Tuple.of(
                                created.id().digits(),
                                created.name(),
                                created.first(),
                                Columns.time(created.at())))
                .replaceWithVoid();
    }

    private static AccountRow row(Row row) {
        return new AccountRow(
                new AccountId(row.getString("account")),
                row.getString("name"),
                row.getBoolean("is_first"),
                Columns.time(row, "created"));
    }
}
