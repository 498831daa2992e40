package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.eventstore.Heads;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.Revision;
import io.gatehouse.policyservice.log.Requests;
import io.gatehouse.policyservice.log.Requests.Done;
import io.gatehouse.policyservice.paging.Page;
import io.gatehouse.policyservice.paging.PageRequest;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesCommand.DetachPolicy;
import io.gatehouse.policyservice.request.Arns;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.gatehouse.policyservice.value.Refusals;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Attach, Detach and List of managed policies, the same for users, groups and roles. */
@ApplicationScoped
class Attachments {

    private static final String POLICY_KEY = "iam:PolicyARN";

    private final PrincipalAccess access;
    private final PrincipalPoliciesRows rows;
    private final PrincipalPoliciesWrites writes;
    private final Pool pool;

    Attachments(
            PrincipalAccess access,
            PrincipalPoliciesRows rows,
            PrincipalPoliciesWrites writes,
            Pool pool) {
        this.access = access;
        this.rows = rows;
        this.writes = writes;
        this.pool = pool;
    }

    Uni<LogPosition> attach(
            Call call, PrincipalKind kind, String principal, @Nullable String policyArn) {
        PolicyArn arn = Arns.policy(policyArn);
        String action = "Attach" + kind.title() + "Policy";
        return access.toChange(
                        call,
                        action,
                        kind,
                        principal,
                        ContextKeys.none().with(POLICY_KEY, arn.toString()))
                .invoke(() -> requireAttachable(call, arn))
                .chain(admitted ->
                        seenOfOwner(arn)
                                .chain(seen ->
                                        writes.attach(
                                                call.account(),
                                                admitted.subject(),
                                                Requests.asked(
                                                        call,
                                                        admitted.permit(),
                                                        admitted.seen().and(seen)),
                                                arn)))
                .map(result -> Done.of(result).position());
    }

    Uni<LogPosition> detach(
            Call call, PrincipalKind kind, String principal, @Nullable String policyArn) {
        PolicyArn arn = Arns.policy(policyArn);
        String action = "Detach" + kind.title() + "Policy";
        return access.toChange(
                        call,
                        action,
                        kind,
                        principal,
                        ContextKeys.none().with(POLICY_KEY, arn.toString()))
                .chain(admitted ->
                        writes.change(
                                call.account(),
                                admitted.subject(),
                                Requests.asked(call, admitted.permit(), admitted.seen()),
                                new DetachPolicy(arn)))
                .map(result -> Done.of(result).position());
    }

    Uni<Page<AttachedPolicyRow>> list(
            Call call,
            PrincipalKind kind,
            String principal,
            @Nullable String pathPrefix,
            PageRequest page) {
        return access.toRead(call, "ListAttached" + kind.title() + "Policies", kind, principal)
                .chain(admitted ->
                        Panache.withSession(() ->
                                rows.attachedTo(admitted.principal().id(), pathPrefix, page)));
    }

    private static void requireAttachable(Call call, PolicyArn arn) {
        if (!arn.owner().equals(PolicyOwner.AWS) && !arn.owner().equals(call.account())) {
            throw new RefusedException(Refusals.notAttachable(arn.toString()));
        }
    }

    /** An AWS-managed policy stands in another log: the facts of the attachment wait for it. */
    private Uni<Revision> seenOfOwner(PolicyArn arn) {
        return arn.owner().equals(PolicyOwner.AWS)
                ? Heads.of(pool, LogName.POLICY, List.of(PolicyOwner.AWS))
                : Uni.createFrom().item(Revision.NONE);
    }
}
