package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.internal.v1.CountPoliciesResponse;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;

/** How many customer-managed policies an account has, for its summary. */
public final class PolicyCounts {

    private PolicyCounts() {}

    public static Uni<CountPoliciesResponse> of(Pool pool, AccountId account) {
        return pool.preparedQuery(
                        """
                        SELECT count(DISTINCT p.id)::int AS policies, count(v.number)::int AS versions
                        FROM managed_policy p
                        LEFT JOIN managed_policy_version v ON v.policy_id = p.id
                        WHERE p.owner = $1
                        """)
                .execute(Tuple.of(account.digits()))
                .map(rows -> rows.iterator().next())
                .map(row ->
                        CountPoliciesResponse.newBuilder()
                                .setPolicies(row.getInteger("policies"))
                                .setVersions(row.getInteger("versions"))
                                .build());
    }
}
