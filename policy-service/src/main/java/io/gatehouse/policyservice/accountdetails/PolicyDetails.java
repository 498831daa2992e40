package io.gatehouse.policyservice.accountdetails;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policyservice.managedpolicy.DetailedPolicies;
import io.gatehouse.policyservice.paging.PageRequest;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

/** Managed policies with all their versions: the account's own, and AWS's that it uses. */
@ApplicationScoped
class PolicyDetails {

    private final DetailedPolicies policies;

    PolicyDetails(DetailedPolicies policies) {
        this.policies = policies;
    }

    /** Adds policies of the owner behind {@code after} as far as there is room. */
    Uni<Boolean> add(AccountId account, PolicyOwner owner, String after, Details details) {
        return policies.page(account, owner, new PageRequest(after, details.room()))
                .map(page -> {
                    details.policies.addAll(page.items());
                    return page.isTruncated();
                });
    }
}
