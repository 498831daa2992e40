package io.gatehouse.policyservice.principalpolicies;

import static io.gatehouse.policyservice.value.Decision.accept;
import static io.gatehouse.policyservice.value.Decision.refuse;
import static io.gatehouse.policyservice.value.Refusals.quota;

import io.gatehouse.model.ErrorCode;
import io.gatehouse.policyservice.principalpolicies.PrincipalPolicies.Active;
import io.gatehouse.policyservice.principalpolicies.PrincipalPolicies.Ended;
import io.gatehouse.policyservice.principalpolicies.PrincipalPolicies.Untouched;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesCommand.AttachPolicy;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesCommand.DeleteInlinePolicy;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesCommand.DetachPolicy;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesCommand.EndPrincipal;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesCommand.PutInlinePolicy;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.InlinePolicyAdded;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.InlinePolicyDeleted;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.InlinePolicyRewritten;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.PolicyAttached;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.PolicyDetached;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesEvent.PrincipalEnded;
import io.gatehouse.policyservice.value.Decision;
import io.gatehouse.policyservice.value.PolicyText;
import io.gatehouse.policyservice.value.Quotas;
import io.gatehouse.policyservice.value.Refusals;

/** The rules of what hangs on a principal (SEMANTICS 9, 10). */
public final class PrincipalPoliciesDecider {

    private PrincipalPoliciesDecider() {}

    public static Decision<PrincipalPoliciesEvent> decide(
            PrincipalPolicies policies,
            Subject subject,
            PrincipalPoliciesCommand command,
            Quotas quotas) {
        return switch (policies) {
            // Ending what was never touched is written down too: whatever was asked for before the
            // end and comes after it is refused.
            case Untouched _ -> decide(Active.EMPTY, subject, command, quotas);
            case Active active -> decide(active, subject, command, quotas);
            case Ended _ ->
                    switch (command) {
                        case EndPrincipal _ -> accept();
                        case PutInlinePolicy _,
                                DeleteInlinePolicy _,
                                AttachPolicy _,
                                DetachPolicy _ ->
                                new Decision.Refused<>(
                                        Refusals.noSuchPrincipal(subject.kind(), subject.name()));
                    };
        };
    }

    private static Decision<PrincipalPoliciesEvent> decide(
            Active policies, Subject subject, PrincipalPoliciesCommand command, Quotas quotas) {
        return switch (command) {
            case PutInlinePolicy put -> put(policies, subject, put, quotas);
            case DeleteInlinePolicy(var name) ->
                    policies.inline().containsKey(name)
                            ? accept(new InlinePolicyDeleted(name))
                            : new Decision.Refused<>(
                                    Refusals.noSuchInlinePolicy(subject.kind(), name.text()));
            case AttachPolicy(var policy) -> attach(policies, subject, policy, quotas);
            case DetachPolicy(var arn) ->
                    policies.attachedAs(arn)
                            .map(policy ->
                                    Decision.<PrincipalPoliciesEvent>accept(
                                            new PolicyDetached(policy)))
                            .orElseGet(() ->
                                    new Decision.Refused<>(Refusals.noSuchPolicy(arn.toString())));
            case EndPrincipal _ -> accept(new PrincipalEnded());
        };
    }

    private static Decision<PrincipalPoliciesEvent> put(
            Active policies, Subject subject, PutInlinePolicy put, Quotas quotas) {
        PolicyText before = policies.inline().get(put.name());
        if (put.document().equals(before)) {
            return accept();
        }
        int limit = quotas.inlineOf(subject.kind());
        int others = policies.inlineSize() - (before == null ? 0 : before.size());
        if (others + put.document().size() > limit) {
            return refuse(
                    ErrorCode.LIMIT_EXCEEDED,
                    "Maximum policy size of %d bytes exceeded for %s %s"
                            .formatted(limit, subject.kind().wire(), subject.name()));
        }
        return accept(
                before == null
                        ? new InlinePolicyAdded(put.name(), put.document())
                        : new InlinePolicyRewritten(put.name(), put.document()));
    }

    private static Decision<PrincipalPoliciesEvent> attach(
            Active policies, Subject subject, AttachedPolicy policy, Quotas quotas) {
        if (policies.attached().containsKey(policy.id())) {
            return accept();
        }
        int limit = quotas.attachedTo(subject.kind());
        return policies.attached().size() >= limit
                ? quota("PoliciesPer" + subject.kind().title(), limit)
                : accept(new PolicyAttached(policy));
    }
}
