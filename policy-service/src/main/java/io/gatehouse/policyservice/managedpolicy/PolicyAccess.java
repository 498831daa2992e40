package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policyservice.request.Access;
import io.gatehouse.policyservice.request.Permit;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.Refusals;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * May the caller do that to a managed policy? Asked with the policy's tags, whether it exists or
 * not, so that who may not is told nothing about what exists.
 */
@ApplicationScoped
class PolicyAccess {

    private final Access access;
    private final ManagedPolicyReads reads;

    PolicyAccess(Access access, ManagedPolicyReads reads) {
        this.access = access;
        this.reads = reads;
    }

    /** A policy that exists and that the caller may do this to. */
    record Admitted(ManagedPolicyRow row, Permit permit) {}

    /** For reading; AWS-managed policies are everybody's to read. */
    Uni<Admitted> toRead(Call call, String action, PolicyArn arn) {
        return admitted(call, action, arn, ContextKeys.none());
    }

    /** For changing; AWS-managed policies are nobody's to change. */
    Uni<Admitted> toChange(Call call, String action, PolicyArn arn, ContextKeys keys) {
        return admitted(call, action, arn, keys)
                .invoke(() -> {
                    if (!arn.owner().equals(call.account())) {
                        throw access.denied(
                                call,
                                new ActionName("iam", action),
                                arn.toString(),
                                "User: %s is not authorized to perform: iam:%s on resource: policy %s"
                                        .formatted(call.caller().arn(), action, arn));
                    }
                });
    }

    private Uni<Admitted> admitted(Call call, String action, PolicyArn arn, ContextKeys keys) {
        return reads.find(arn)
                .chain(found -> {
                    ContextKeys all =
                            found.map(row -> keys.withResourceTags(row.tagsByKey())).orElse(keys);
                    return access.require(call, action, arn.toString(), all)
                            .map(permit ->
                                    found.filter(_ -> isVisible(call, arn))
                                            .map(row -> new Admitted(row, permit))
                                            .orElseThrow(() ->
                                                    new RefusedException(
                                                            Refusals.noSuchPolicy(
                                                                    arn.toString()))));
                });
    }

    private static boolean isVisible(Call call, PolicyArn arn) {
        return arn.owner().equals(PolicyOwner.AWS) || arn.owner().equals(call.account());
    }
}
