package io.gatehouse.identity.policies;

import io.gatehouse.identity.value.Remaining;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.Revision;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;

import java.util.Optional;

/**
 * What policy-service knows. Fails with RefusedException ServiceUnavailable where it does not
 * answer: an unknown is never taken for a no.
 */
public interface PolicyDirectory {

    /**
     * @param revision of the policy log at which this is true
     */
    record RemainingAt(Remaining remaining, Revision revision) {}

    Uni<RemainingAt> remainingOn(AccountId account, UniqueId principal);

    /** The policy log's revision at which the managed policy exists; empty where it does not. */
    Uni<Optional<Revision>> find(Arn policy);

    /**
     * How many customer-managed policies an account has.
     *
     * @param versions of all policies together
     */
    record PolicyCount(int policies, int versions) {}

    Uni<PolicyCount> count(AccountId account);
}
