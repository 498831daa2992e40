package io.gatehouse.policyservice.resourcepolicy;

import static io.gatehouse.policyservice.value.Decision.accept;
import static io.gatehouse.policyservice.value.Decision.refuse;
import static io.gatehouse.policyservice.value.Refusals.quota;

import io.gatehouse.model.ErrorCode;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicy.Absent;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicy.Active;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicy.Deleted;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyCommand.DeleteResourcePolicy;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyCommand.PutResourcePolicy;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyEvent.ResourcePolicyDeleted;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyEvent.ResourcePolicyRegistered;
import io.gatehouse.policyservice.resourcepolicy.ResourcePolicyEvent.ResourcePolicyRewritten;
import io.gatehouse.policyservice.value.Decision;
import io.gatehouse.policyservice.value.Quotas;

/** The rules of registered resource policies: state and command in, events or a refusal out. */
public final class ResourcePolicyDecider {

    private ResourcePolicyDecider() {}

    public static Decision<ResourcePolicyEvent> decide(
            ResourcePolicy policy, ResourcePolicyCommand command, Quotas quotas) {
        return switch (command) {
            case PutResourcePolicy put ->
                    switch (policy) {
                        case Absent _ -> register(put, quotas);
                        case Active active -> rewrite(active, put, quotas);
                        case Deleted _ -> gone();
                    };
            case DeleteResourcePolicy _ ->
                    switch (policy) {
                        case Active active -> accept(new ResourcePolicyDeleted(active.pattern()));
                        case Absent _, Deleted _ -> gone();
                    };
        };
    }

    private static Decision<ResourcePolicyEvent> register(PutResourcePolicy put, Quotas quotas) {
        if (put.existing() >= quotas.resourcePolicies()) {
            return quota("ResourcePoliciesPerAccount", quotas.resourcePolicies());
        }
        return put.size() > quotas.resourcePolicySize()
                ? quota("ResourcePolicySize", quotas.resourcePolicySize())
                : accept(new ResourcePolicyRegistered(put.id(), put.pattern(), put.document()));
    }

    private static Decision<ResourcePolicyEvent> rewrite(
            Active policy, PutResourcePolicy put, Quotas quotas) {
        if (policy.document().equals(put.document())) {
            return accept();
        }
        return put.size() > quotas.resourcePolicySize()
                ? quota("ResourcePolicySize", quotas.resourcePolicySize())
                : accept(new ResourcePolicyRewritten(put.document()));
    }

    private static Decision<ResourcePolicyEvent> gone() {
        return refuse(ErrorCode.NO_SUCH_ENTITY, "The resource policy cannot be found.");
    }
}
