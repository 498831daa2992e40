package io.gatehouse.identity;

import io.gatehouse.identity.policies.PolicyDirectory;
import io.gatehouse.identity.policies.PolicyDirectory.PolicyCount;
import io.gatehouse.identity.policies.PolicyDirectory.RemainingAt;
import io.gatehouse.identity.value.Remaining;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.LogName;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in for policy-service, which cannot run in this module. */
@Alternative
@Priority(1)
@ApplicationScoped
public class PoliciesByHand implements PolicyDirectory {

    static final LogPosition HEAD =
            new LogPosition(new AccountId("111111111111"), LogName.POLICY, "policy-epoch", 7);

    private final Map<String, Remaining> remaining = new ConcurrentHashMap<>();
    private final Set<String> policies = ConcurrentHashMap.newKeySet();

    void hang(String principalId, Remaining what) {
        remaining.put(principalId, what);
    }

    void add(String policyArn) {
        policies.add(policyArn);
    }

    @Override
    public Uni<RemainingAt> remainingOn(AccountId account, UniqueId principal) {
        return Uni.createFrom()
                .item(
                        new RemainingAt(
                                remaining.getOrDefault(principal.text(), Remaining.NOTHING),
                                Revision.of(HEAD)));
    }

    @Override
    public Uni<Optional<Revision>> find(Arn policy) {
        return Uni.createFrom()
                .item(
                        policies.contains(policy.toString())
                                ? Optional.of(Revision.of(HEAD))
                                : Optional.empty());
    }

    @Override
    public Uni<PolicyCount> count(AccountId account) {
        return Uni.createFrom().item(new PolicyCount(3, 4));
    }
}
