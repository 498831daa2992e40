package io.gatehouse.policyservice.usage;

import io.gatehouse.kit.api.ApiRouteSet;
import io.gatehouse.kit.api.ApiRoutes;
import io.gatehouse.kit.api.QueryText;
import io.gatehouse.kit.api.TextAnswer;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.policyservice.pricelist.Prices;
import io.gatehouse.policyservice.request.Access;
import io.gatehouse.policyservice.request.Inputs;
import io.gatehouse.policyservice.request.Permit;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * {@code GET /api/usage} and {@code GET /api/usage/statement}: for the account's own principals
 * whom it permits {@code gatehouse:GetUsage} on {@code arn:aws:gatehouse:::account/<id>}, and
 * nobody else, the first account's root included.
 */
@ApplicationScoped
class UsageApi implements ApiRouteSet {

    private static final ActionName GET_USAGE = new ActionName("gatehouse", "GetUsage");

    private final Access access;
    private final Ledger ledger;
    private final Prices prices;
    private final Inputs inputs;

    UsageApi(Access access, Ledger ledger, Prices prices, Inputs inputs) {
        this.access = access;
        this.ledger = ledger;
        this.prices = prices;
        this.inputs = inputs;
    }

    @Override
    public void registerOn(ApiRoutes routes) {
        routes.query("/api/usage", this::usage);
        routes.query("/api/usage/statement", this::statement);
    }

    private Uni<Object> usage(QueryText query, Call call) {
        UsageQuestion question = UsageQuestion.parse(query, call.account(), inputs.now());
        return require(call, question.account())
                .chain(() -> ledger.usage(question))
                .chain(rows ->
                        ledger.incompleteHours(question.from(), question.to())
                                .map(hours -> UsageAnswer.of(question, rows, hours)))
                .map(answer ->
                        question.isCsv()
                                ? new TextAnswer("text/csv; charset=utf-8", answer.csv())
                                : answer);
    }

    private Uni<Statement> statement(QueryText query, Call call) {
        query.requireOnly(Set.of("account", "month"));
        AccountId account =
                query.value("account").map(UsageQuestion::account).orElse(call.account());
        YearMonth month = query.value("month").map(UsageApi::month).orElseGet(this::thisMonth);
        return require(call, account)
                .chain(() -> ledger.month(account, month))
                .chain(rows ->
                        prices.of(month).map(list -> Statement.of(account, month, rows, list)))
                .chain(made ->
                        ledger.incompleteHours(begin(month), begin(month.plusMonths(1)))
                                .map(made::with));
    }

    private Uni<Permit> require(Call call, AccountId account) {
        String arn = "arn:aws:gatehouse:::account/" + account.digits();
        if (!account.equals(call.account())) {
            throw access.denied(
                    call,
                    GET_USAGE,
                    arn,
                    ("User: %s is not authorized to perform: gatehouse:GetUsage on resource: %s"
                                    + " because only the account itself may see its usage")
                            .formatted(call.caller().arn(), arn));
        }
        return access.require(call, GET_USAGE, arn, ContextKeys.none());
    }

    private YearMonth thisMonth() {
        return YearMonth.from(inputs.now().atOffset(ZoneOffset.UTC));
    }

    private static Instant begin(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT,
                    "`month` is such as 2026-11, not `%s`".formatted(text));
        }
    }
}
