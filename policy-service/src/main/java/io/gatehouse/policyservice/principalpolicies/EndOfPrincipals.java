package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.eventstore.CommandMetadata;
import io.gatehouse.eventstore.Origin;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.LogPosition;
import io.gatehouse.model.Revision;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.directory.DeletedPrincipals;
import io.gatehouse.policyservice.log.Asked;
import io.gatehouse.policyservice.log.Requests.Done;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesCommand.EndPrincipal;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

/** What hung on a principal goes with it (DESIGN 2), by a command whose cause is the fact. */
@ApplicationScoped
class EndOfPrincipals implements DeletedPrincipals {

    /** Acts in the log when nobody asked: the service itself. */
    private static final String ACTOR = "policy-service";

    private final PrincipalPoliciesWrites writes;

    EndOfPrincipals(PrincipalPoliciesWrites writes) {
        this.writes = writes;
    }

    @Override
    public Uni<Void> ended(PrincipalKind kind, UniqueId id, LogPosition at, String cause) {
        if (!(at.owner() instanceof AccountId account)) {
            throw new IllegalArgumentException("principals belong to accounts: " + cause);
        }
        Asked asked =
                Asked.byItself(
                        new CommandMetadata(
                                ACTOR, Origin.none(), cause, cause, "", Revision.of(at)));
        return writes.change(account, new Subject(kind, id, id.text()), asked, new EndPrincipal())
                .map(Done::of)
                .replaceWithVoid();
    }
}
