package io.gatehouse.identity.account;

import io.gatehouse.identity.account.AccountEvent.AccountCreated;
import io.gatehouse.identity.value.Quota;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.view.Columns;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts to read: rows in the transaction of the events. */
public final class AccountView {

    private static final String COLUMNS =
            """
            SELECT account, name, is_first, created, alias, quotas, password_policy, token_version
            FROM account
            """;

    private AccountView() {}

    /** An account as it can be read. */
    public record AccountRow(
            AccountId id, String name, boolean first, Instant created, AccountSettings settings) {}

    public static Uni<Optional<AccountRow>> find(SqlClient sql, AccountId account) {
        return sql.preparedQuery(COLUMNS + "WHERE account = $1")
                .execute(Tuple.of(account.digits()))
                .map(rows -> Columns.first(rows, AccountView::row));
    }

    public static Uni<Optional<AccountRow>> byAlias(SqlClient sql, AccountAlias alias) {
        return sql.preparedQuery(COLUMNS + "WHERE alias = $1")
                .execute(Tuple.of(alias.text()))
                .map(rows -> Columns.first(rows, AccountView::row));
    }

    /** Of an account that is not there: none. */
    public static Uni<AccountSettings> settings(SqlClient sql, AccountId account) {
        return find(sql, account)
                .map(row -> row.map(AccountRow::settings).orElse(AccountSettings.NONE));
    }

    public static Uni<Quotas> quotas(SqlClient sql, AccountId account) {
        return sql.preparedQuery("SELECT quotas FROM account WHERE account = $1")
                .execute(Tuple.of(account.digits()))
                .map(rows ->
                        Columns.first(rows, AccountView::quotas)
                                .map(Quotas::new)
                                .orElse(Quotas.DEFAULT));
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
        return sql.preparedQuery(COLUMNS + "ORDER BY account")
                .execute()
                .map(rows -> Columns.all(rows, AccountView::row));
    }

    static Uni<Void> write(SqlClient sql, AccountCreated created) {
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

    /** Makes the row say what the account's settings are now. */
    static Uni<Void> write(SqlClient sql, AccountId account, Account after) {
        // INVARIANT: settings change while the account is active.
        AccountSettings settings = ((Account.Active) after).settings();
        JsonObject quotas = new JsonObject();
        settings.quotas().forEach((quota, limit) -> quotas.put(quota.wire(), limit));
        return sql.preparedQuery(
                        """
                        UPDATE account SET alias = $2, quotas = $3, password_policy = $4,
                               token_version = $5
                        WHERE account = $1
                        """)
                .execute(
                        Tuple.of(
                                account.digits(),
                                settings.alias().map(AccountAlias::text).orElse(null),
                                quotas,
                                settings.passwordPolicy().map(AccountView::json).orElse(null),
                                settings.tokenVersion().wire()))
                .replaceWithVoid();
    }

    private static AccountRow row(Row row) {
        JsonObject policy = row.getJsonObject("password_policy");
        return new AccountRow(
                new AccountId(row.getString("account")),
                row.getString("name"),
                row.getBoolean("is_first"),
                Columns.time(row, "created"),
                new AccountSettings(
                        Optional.ofNullable(row.getString("alias")).map(AccountAlias::new),
                        Optional.ofNullable(policy).map(AccountView::policy),
                        quotas(row),
                        tokenVersion(row)));
    }

    private static TokenVersion tokenVersion(Row row) {
        return Optional.ofNullable(row.getString("token_version"))
                .flatMap(TokenVersion::find)
                .orElse(TokenVersion.STANDARD);
    }

    private static Map<Quota, Integer> quotas(Row row) {
        Map<Quota, Integer> quotas = new EnumMap<>(Quota.class);
        JsonObject stored = row.getJsonObject("quotas");
        for (Quota quota : Quota.values()) {
            Integer limit = stored.getInteger(quota.wire());
            if (limit != null) {
                quotas.put(quota, limit);
            }
        }
        return quotas;
    }

    private static JsonObject json(PasswordPolicy policy) {
        return new JsonObject()
                .put("minimum_length", policy.minimumLength())
                .put("symbols", policy.symbols())
                .put("numbers", policy.numbers())
                .put("uppercase", policy.uppercase())
                .put("lowercase", policy.lowercase())
                .put("users_may_change", policy.usersMayChange())
                .put("maximum_age_days", policy.maximumAgeDays().orElse(null))
                .put("reuse_prevention", policy.reusePrevention().orElse(null))
                .put("hard_expiry", policy.hardExpiry());
    }

    private static PasswordPolicy policy(JsonObject stored) {
        return new PasswordPolicy(
                stored.getInteger("minimum_length"),
                stored.getBoolean("symbols"),
                stored.getBoolean("numbers"),
                stored.getBoolean("uppercase"),
                stored.getBoolean("lowercase"),
                stored.getBoolean("users_may_change"),
                Optional.ofNullable(stored.getInteger("maximum_age_days")),
                Optional.ofNullable(stored.getInteger("reuse_prevention")),
                stored.getBoolean("hard_expiry"));
    }
}
