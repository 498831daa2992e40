package io.gatehouse.policyservice.lastaccess;

import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** When principals last used services: the port that the ledger of usage fills. */
public interface LastAccess {

    /**
     * The latest use of each service and action by each of these principals, in any order; what was
     * never used is left out. Fails with ServiceUnavailable where nobody can say.
     *
     * @param principalIds unique ids of users and roles of the account
     */
    Uni<List<Use>> of(AccountId account, Collection<String> principalIds);

    /**
     * One use.
     *
     * @param service namespace such as {@code s3}, in lower case
     * @param action such as {@code GetObject}
     * @param at to the hour, or finer
     */
    record Use(String principalId, String service, String action, Instant at) {}
}
