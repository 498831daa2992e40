package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.eventstore.CommandResult;
import io.gatehouse.eventstore.LockedLog;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.log.Asked;
import io.gatehouse.policyservice.log.Change;
import io.gatehouse.policyservice.log.PolicyLog;
import io.gatehouse.policyservice.log.QuotaSource;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.CreatePolicy;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.DeletePolicy;
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
import java.util.function.Function;

/** Commands to managed policies: finds, folds, decides and appends under the owner's lock. */
@ApplicationScoped
class ManagedPolicyWrites {

    private final PolicyLog log;
    private final QuotaSource quotas;

    ManagedPolicyWrites(PolicyLog log, QuotaSource quotas) {
        this.log = log;
        this.quotas = quotas;
    }

    /** Makes a policy; the command is told how many the owner has. */
    Uni<CommandResult<ManagedPolicy>> create(
            PolicyArn arn, UniqueId id, Asked asked, Function<Integer, CreatePolicy> command) {
        return log.run(
                arn.owner(),
                asked,
                locked ->
                        count(locked, arn.owner())
                                .chain(existing -> decide(locked, id, command.apply(existing))));
    }

    /** Changes the policy that has the ARN. */
    Uni<CommandResult<ManagedPolicy>> change(
            PolicyArn arn, Asked asked, ManagedPolicyCommand command) {
        return change(arn, asked, (_, _) -> Uni.createFrom().item(command));
    }

    /**
     * Deletes the policy that has the ARN unless it is used.
     *
     * @param boundaries of how many principals it is the boundary, as identity's facts say
     */
    Uni<CommandResult<ManagedPolicy>> delete(PolicyArn arn, Asked asked, int boundaries) {
        return change(
                arn,
                asked,
                (locked, id) ->
                        attachments(locked, id)
                                .map(count -> new DeletePolicy(new PolicyUse(count, boundaries))));
    }

    /** Makes a command of what is read under the lock. */
    private interface Prepared {
        Uni<? extends ManagedPolicyCommand> command(LockedLog locked, UniqueId id);
    }

    private Uni<CommandResult<ManagedPolicy>> change(
            PolicyArn arn, Asked asked, Prepared prepared) {
        return log.run(
                arn.owner(),
                asked,
                locked ->
                        find(locked, arn)
                                .chain(id ->
                                        id.isEmpty()
                                                ? notFound(arn)
                                                : apply(locked, id.get(), prepared)));
    }

    private Uni<Change<ManagedPolicy>> apply(LockedLog locked, UniqueId id, Prepared prepared) {
        return prepared.command(locked, id).chain(command -> decide(locked, id, command));
    }

    private Uni<Change<ManagedPolicy>> decide(
            LockedLog locked, UniqueId id, ManagedPolicyCommand command) {
        return quotas.of(locked.sql(), locked.position().owner())
                .chain(limits ->
                        LoadedPolicy.load(locked, id)
                                .map(loaded -> decide(loaded, command, limits)));
    }

    private static Change<ManagedPolicy> decide(
            LoadedPolicy loaded, ManagedPolicyCommand command, Quotas limits) {
        return switch (ManagedPolicyDecider.decide(loaded.state(), command, limits)) {
            case Decision.Refused<ManagedPolicyEvent>(var refusal) -> new Change.Refused<>(refusal);
            case Decision.Accepted<ManagedPolicyEvent>(var events) when events.isEmpty() ->
                    new Change.Made<>(loaded.state(), List.of());
            case Decision.Accepted<ManagedPolicyEvent>(var events) ->
                    new Change.Made<>(loaded.after(events), List.of(loaded.change(events)));
        };
    }

    private static Uni<Change<ManagedPolicy>> notFound(PolicyArn arn) {
        return Uni.createFrom().item(new Change.Refused<>(Refusals.noSuchPolicy(arn.toString())));
    }

    static Uni<Optional<UniqueId>> find(LockedLog locked, PolicyArn arn) {
        return locked.sql()
                .preparedQuery("select id from managed_policy where arn = $1")
                .execute(Tuple.of(arn.toString()))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(new UniqueId(row.getString("id")));
                    }
                    return Optional.empty();
                });
    }

    static Uni<Integer> count(LockedLog locked, PolicyOwner owner) {
        return locked.sql()
                .preparedQuery("select count(*) from managed_policy where owner = $1")
                .execute(Tuple.of(owner.text()))
                .map(rows -> Math.toIntExact(rows.iterator().next().getLong(0)));
    }

    private static Uni<Integer> attachments(LockedLog locked, UniqueId policy) {
        return locked.sql()
                .preparedQuery("select count(*) from attached_policy where policy_id = $1")
                .execute(Tuple.of(policy.text()))
                .map(rows -> Math.toIntExact(rows.iterator().next().getLong(0)));
    }
}
