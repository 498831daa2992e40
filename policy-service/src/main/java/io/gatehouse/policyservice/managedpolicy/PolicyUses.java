package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.model.AccountId;
import io.gatehouse.policyservice.directory.PrincipalRows;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesRows;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts who uses managed policies in one account. Wants an open session. */
@ApplicationScoped
class PolicyUses {

    private final PrincipalPoliciesRows attachments;
    private final PrincipalRows principals;

    PolicyUses(PrincipalPoliciesRows attachments, PrincipalRows principals) {
        this.attachments = attachments;
        this.principals = principals;
    }

    /** By the policy's id; every policy asked for has an entry. */
    Uni<Map<String, PolicyUse>> of(AccountId account, List<ManagedPolicyRow> policies) {
        if (policies.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        List<String> ids = policies.stream().map(row -> row.id).toList();
        List<String> arns = policies.stream().map(row -> row.arn).toList();
        return attachments
                .attachments(account, ids)
                .chain(attached ->
                        principals
                                .boundedBy(account, arns)
                                .map(bounded -> uses(policies, attached, bounded)));
    }

    private static Map<String, PolicyUse> uses(
            List<ManagedPolicyRow> policies,
            Map<String, Integer> attached,
            Map<String, Integer> bounded) {
        Map<String, PolicyUse> uses = new HashMap<>();
        for (ManagedPolicyRow row : policies) {
            uses.put(
                    row.id,
                    new PolicyUse(
                            attached.getOrDefault(row.id, 0), bounded.getOrDefault(row.arn, 0)));
        }
        return uses;
    }
}
