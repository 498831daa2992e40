package io.gatehouse.policyservice.directory;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Revision;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.smallrye.mutiny.Uni;

import java.util.List;
import java.util.Map;

/** Asks identity-service who exists now. Fails with ServiceUnavailable when it does not answer. */
public interface IdentityPort {

    Uni<Answer> resolve(AccountId account, PrincipalKind kind, List<String> names);

    /**
     * @param byName those that exist, by the name that was asked for
     * @param revision the head of identity's log at which this is true
     */
    record Answer(Map<String, KnownPrincipal> byName, Revision revision) {
        public Answer {
            byName = Map.copyOf(byName);
        }
    }
}
