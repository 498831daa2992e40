package io.gatehouse.identity.account;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.gatehouse.identity.account.AccountView.AccountRow;
import io.gatehouse.identity.account.NewAccounts.NewAccount;
import io.gatehouse.kit.api.ApiRouteSet;
import io.gatehouse.kit.api.ApiRoutes;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * {@code /api/accounts}: more accounts, and which there are. For the first account's root and whom
 * it permits {@code gatehouse:CreateAccount} or {@code gatehouse:ListAccounts}.
 */
@ApplicationScoped
public class AccountApi implements ApiRouteSet {

    private static final String PATH = "/api/accounts";

    private final NewAccounts accounts;
    private final OfFirstAccount first;
    private final Pool database;

    AccountApi(NewAccounts accounts, OfFirstAccount first, Pool database) {
        this.accounts = accounts;
        this.first = first;
        this.database = database;
    }

    /** What is asked for; both may be left out. */
    public record AccountWish(@Nullable String name, @Nullable String accountId) {}

    /** The only time that the secret is shown. */
    public record AccountMade(
            String accountId, String rootAccessKeyId, String rootSecretAccessKey) {
        @Override
        public String toString() {
            return "AccountMade[" + accountId + "]";
        }
    }

    public record AccountEntry(
            String accountId,
            String name,
            @JsonProperty("first_account") boolean first,
            String created) {}

    public record AccountList(List<AccountEntry> accounts) {
        public AccountList {
            accounts = List.copyOf(accounts);
        }
    }

    @Override
    public void registerOn(ApiRoutes routes) {
        routes.post(PATH, AccountWish.class, this::create);
        routes.get(PATH, this::list);
    }

    private Uni<AccountMade> create(AccountWish wish, Call call) {
        String name = wish.name() == null ? "" : wish.name();
        if (name.length() > 128) {
            throw invalid("an account's name has at most 128 characters");
        }
        if (wish.accountId() != null && !AccountId.isValid(wish.accountId())) {
            throw invalid("an account id is twelve digits, not `" + wish.accountId() + "`");
        }
        AccountId id =
                wish.accountId() == null ? NewAccounts.randomId() : new AccountId(wish.accountId());
        NewAccount wanted = NewAccount.random(id, name, false);
        return first.require(call, "CreateAccount", arn(call.account()))
                .chain(origin -> accounts.create(origin, wanted))
                .map(_ ->
                        new AccountMade(
                                id.digits(),
                                wanted.rootKeyId().text(),
                                wanted.rootSecret().reveal()));
    }

    private Uni<AccountList> list(Call call) {
        return first.require(call, "ListAccounts", arn(call.account()))
                .chain(() -> AccountView.all(database))
                .map(rows -> new AccountList(rows.stream().map(AccountApi::entry).toList()));
    }

    /** How policies name an account as a whole. */
    public static String arn(AccountId account) {
        return "arn:aws:gatehouse:::account/" + account;
    }

    private static AccountEntry entry(AccountRow row) {
        return new AccountEntry(
                row.id().digits(), row.name(), row.first(), row.created().toString());
    }

    private static RefusedException invalid(String message) {
        return RefusedException.of(ErrorCode.INVALID_INPUT, message);
    }
}
