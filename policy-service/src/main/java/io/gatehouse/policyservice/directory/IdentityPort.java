package io.gatehouse.policyservice.directory;

import io.gatehouse.internal.v1.DescribePrincipalsResponse;
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
     * A resource policy with its principals as they are stored, by unique id (SEMANTICS 8); fails
     * with MalformedPolicyDocument for one that names nobody.
     */
    Uni<String> stored(String document);

    /** Stored policies as they are shown, in the order asked. */
    Uni<List<String>> shown(List<String> documents);

    /** One page of the principals of a kind, by name. */
    Uni<DescribePrincipalsResponse> describe(
            AccountId account, PrincipalKind kind, String after, int limit);

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
