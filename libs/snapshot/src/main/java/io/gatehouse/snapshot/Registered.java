package io.gatehouse.snapshot;

import io.gatehouse.model.AccountId;
import io.gatehouse.policy.decision.CompiledPolicy;

import java.util.List;

/**
 * All that one account has in one view, for searches. Worked out anew each time, in proportion to
 * the size of the account: not for the path of a decision.
 *
 * @param principals ARNs of the root, the users and the roles
 * @param entities ARNs of everything that has one: principals, groups, managed policies
 * @param policies every policy that is written in the account or attached in it, AWS-managed ones
 *     included
 */
public record Registered(
        AccountId owner,
        List<String> principals,
        List<String> entities,
        List<CompiledPolicy> policies) {

    public Registered {
        principals = List.copyOf(principals);
        entities = List.copyOf(entities);
        policies = List.copyOf(policies);
    }
}
