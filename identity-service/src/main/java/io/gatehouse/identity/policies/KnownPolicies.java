package io.gatehouse.identity.policies;

import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Revision;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** Boundaries as requests name them, and what hangs on whom; see {@link PolicyDirectory}. */
@ApplicationScoped
public class KnownPolicies {

    private final PolicyDirectory policies;

    KnownPolicies(PolicyDirectory policies) {
        this.policies = policies;
    }

    /** An absent parameter is no boundary; anything but an ARN fails with InvalidInput. */
    public static Optional<Arn> boundary(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        if (!Arn.isArn(text)) {
            throw RefusedException.of(ErrorCode.INVALID_INPUT, "ARN " + text + " is not valid.");
        }
        return Optional.of(Arn.parse(text));
    }

    /** {@code iam:PermissionsBoundary}, where there is one (SEMANTICS 5). */
    public static ContextKeys boundaryKey(Optional<Arn> boundary) {
        return boundary.map(
                        arn -> ContextKeys.none().with("iam:PermissionsBoundary", arn.toString()))
                .orElse(ContextKeys.none());
    }

    /** What hangs on a principal that is to be deleted. */
    public Uni<PolicyDirectory.RemainingAt> remainingOn(AccountId account, UniqueId principal) {
        return policies.remainingOn(account, principal);
    }

    /**
     * What has to be seen for the boundary to be known; fails with NoSuchEntity where it is no
     * managed policy of the account or of AWS.
     */
    public Uni<Revision> requireBoundary(AccountId account, Optional<Arn> boundary) {
        if (boundary.isEmpty()) {
            return Uni.createFrom().item(Revision.NONE);
        }
        Arn arn = boundary.get();
        return find(account, arn)
                .map(revision ->
                        revision.orElseThrow(() ->
                                RefusedException.of(
                                        ErrorCode.NO_SUCH_ENTITY,
                                        "Scope ARN: %s does not exist or is not attachable."
                                                .formatted(arn))));
    }

    /** Whether it is a managed policy of the account or of AWS, and is there. */
    public Uni<Boolean> exists(AccountId account, Arn arn) {
        return find(account, arn).map(Optional::isPresent);
    }

    private Uni<Optional<Revision>> find(AccountId account, Arn arn) {
        boolean isOwn = arn.account().equals(account.digits()) || arn.account().equals("aws");
        return isOwn && arn.service().equals("iam") && arn.resource().startsWith("policy/")
                ? policies.find(arn)
                : Uni.createFrom().item(Optional.empty());
    }
}
