package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.eventstore.CommandResult;
import io.gatehouse.eventstore.LockedLog;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.log.Asked;
import io.gatehouse.policyservice.log.Change;
import io.gatehouse.policyservice.log.PolicyLog;
import io.gatehouse.policyservice.log.QuotaSource;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesCommand.AttachPolicy;
import io.gatehouse.policyservice.value.Decision;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.Quotas;
import io.gatehouse.policyservice.value.Refusals;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;
import java.util.Optional;

/** Commands about what hangs on principals: folds, decides and appends under the account's lock. */
@ApplicationScoped
class PrincipalPoliciesWrites {

    private final PolicyLog log;
    private final QuotaSource quotas;

    PrincipalPoliciesWrites(PolicyLog log, QuotaSource quotas) {
        this.log = log;
        this.quotas = quotas;
    }

    Uni<CommandResult<PrincipalPolicies>> change(
            AccountId account, Subject subject, Asked asked, PrincipalPoliciesCommand command) {
        return log.run(account, asked, locked -> decide(locked, account, subject, command));
    }

    /** Attaches a policy that exists when the lock is held: of the account, or of {@code aws}. */
    Uni<CommandResult<PrincipalPolicies>> attach(
            AccountId account, Subject subject, Asked asked, PolicyArn arn) {
        return log.run(
                account,
                asked,
                locked ->
                        find(locked, arn)
                                .chain(policy ->
                                        policy.isEmpty()
                                                ? notAttachable(arn)
                                                : decide(
                                                        locked,
                                                        account,
                                                        subject,
                                                        new AttachPolicy(policy.get()))));
    }

    private Uni<Change<PrincipalPolicies>> decide(
            LockedLog locked,
            AccountId account,
            Subject subject,
            PrincipalPoliciesCommand command) {
        return Uni.combine()
                .all()
                .unis(
                        quotas.of(locked.sql(), account),
                        LoadedPrincipal.load(locked, account, subject))
                .with((limits, loaded) -> decide(loaded, command, limits));
    }

    private static Change<PrincipalPolicies> decide(
            LoadedPrincipal loaded, PrincipalPoliciesCommand command, Quotas limits) {
        return switch (PrincipalPoliciesDecider.decide(
                loaded.state(), loaded.subject(), command, limits)) {
            case Decision.Refused<PrincipalPoliciesEvent>(var refusal) ->
                    new Change.Refused<>(refusal);
            case Decision.Accepted<PrincipalPoliciesEvent>(var events) when events.isEmpty() ->
                    new Change.Made<>(loaded.state(), List.of());
            case Decision.Accepted<PrincipalPoliciesEvent>(var events) ->
                    new Change.Made<>(loaded.after(events), List.of(loaded.change(events)));
        };
    }

    private static Uni<Change<PrincipalPolicies>> notAttachable(PolicyArn arn) {
        return Uni.createFrom().item(new Change.Refused<>(Refusals.notAttachable(arn.toString())));
    }

    private static Uni<Optional<AttachedPolicy>> find(LockedLog locked, PolicyArn arn) {
        return locked.sql()
                .preparedQuery("select id from managed_policy where arn = $1")
                .execute(Tuple.of(arn.toString()))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(
                                new AttachedPolicy(new UniqueId(row.getString("id")), arn));
                    }
                    return Optional.empty();
                });
    }
}
