package io.gatehouse.snapshot;

import io.gatehouse.model.AccountId;
import io.gatehouse.policy.decision.CompiledPolicy;

import java.util.List;

/**
 * What one account has in one view, for searches. Worked out anew each time, in proportion to the
 * size of the account: not for the path of a decision.
 *
 * @param principals ARNs of the root, the users and the roles
 * @param entities ARNs of everything that has one: principals, groups, managed policies
 * @param policies every policy that is written in the account or attached in it, AWS-managed ones
 *     and those of {@code atResources} included
 * @param atResources those that stand at resources of the account, and let others in
 */
public record Registered(
        AccountId owner,
        List<String> principals,
        List<String> entities,
        List<CompiledPolicy> policies,
        List<AtResource> atResources) {

    public Registered {
        principals = List.copyOf(principals);
        entities = List.copyOf(entities);
        policies = List.copyOf(policies);
        atResources = List.copyOf(atResources);
    }

    /**
     * The policy of some resources: one that is registered, or the trust policy of a role.
     *
     * @param pattern ARN of its resources, with or without wildcards
     */
    public record AtResource(String pattern, CompiledPolicy policy) {}
}
