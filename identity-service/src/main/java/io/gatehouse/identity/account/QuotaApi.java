package io.gatehouse.identity.account;

import static io.gatehouse.identity.account.AccountKind.ACCOUNTS;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.gatehouse.identity.account.AccountCommand.ResetQuota;
import io.gatehouse.identity.account.AccountCommand.SetQuota;
import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.value.Quota;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.kit.api.ApiRouteSet;
import io.gatehouse.kit.api.ApiRoutes;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code /api/quotas}: what the caller's account may have at most, and changing it. For whom the
 * account permits {@code gatehouse:ListQuotas} or {@code gatehouse:SetQuota}; the operator's own
 * limits are for the first account to guard, which is the only one that raises any (ADR 110).
 */
@ApplicationScoped
public class QuotaApi implements ApiRouteSet {

    private static final String PATH = "/api/quotas";

    private final Commands commands;
    private final OfFirstAccount first;
    private final Gate gate;
    private final Pool database;

    QuotaApi(Commands commands, OfFirstAccount first, Gate gate, Pool database) {
        this.commands = commands;
        this.first = first;
        this.gate = gate;
        this.database = database;
    }

    /**
     * What is wished.
     *
     * @param accountId whose; the caller's own where left out
     * @param limit the default again where left out
     */
    public record QuotaWish(
            @Nullable String accountId, @Nullable String quota, @Nullable Integer limit) {}

    public record QuotaEntry(
            String quota, int limit, @JsonProperty("default_limit") int standard) {}

    public record QuotaList(String accountId, List<QuotaEntry> quotas) {
        public QuotaList {
            quotas = List.copyOf(quotas);
        }
    }

    @Override
    public void registerOn(ApiRoutes routes) {
        routes.get(PATH, this::list);
        routes.post(PATH, QuotaWish.class, this::set);
    }

    private Uni<QuotaList> list(Call call) {
        AccountId account = call.account();
        return gate.require(
                        call,
                        new ActionName("gatehouse", "ListQuotas"),
                        AccountApi.arn(account),
                        ContextKeys.none())
                .chain(() -> AccountView.quotas(database, account))
                .map(quotas -> answer(account, quotas));
    }

    private Uni<QuotaList> set(QuotaWish wish, Call call) {
        AccountId account = account(wish.accountId()).orElse(call.account());
        String name = Objects.requireNonNullElse(wish.quota(), "");
        Quota quota =
                Quota.find(name)
                        .orElseThrow(() -> invalid("no quota is named `%s`".formatted(name)));
        AccountCommand command =
                wish.limit() == null ? new ResetQuota(quota) : new SetQuota(quota, wish.limit());
        return first.require(call, "SetQuota", AccountApi.arn(account))
                .chain(origin ->
                        commands.run(
                                origin, account, ACCOUNTS, Asked.always(account.digits(), command)))
                .chain(() -> AccountView.quotas(database, account))
                .map(quotas -> answer(account, quotas));
    }

    private static QuotaList answer(AccountId account, Quotas quotas) {
        return new QuotaList(
                account.digits(),
                Arrays.stream(Quota.values())
                        .map(q -> new QuotaEntry(q.wire(), quotas.of(q), q.standard()))
                        .toList());
    }

    private static Optional<AccountId> account(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        if (!AccountId.isValid(text)) {
            throw invalid("an account id is twelve digits, not `%s`".formatted(text));
        }
        return Optional.of(new AccountId(text));
    }

    private static RefusedException invalid(String message) {
        return RefusedException.of(ErrorCode.INVALID_INPUT, message);
    }
}
