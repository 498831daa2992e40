package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.Arn;
import io.gatehouse.model.Revision;
import io.gatehouse.policyservice.directory.Directory;
import io.gatehouse.policyservice.directory.Found;
import io.gatehouse.policyservice.directory.KnownPrincipal;
import io.gatehouse.policyservice.request.Access;
import io.gatehouse.policyservice.request.Permit;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.gatehouse.policyservice.value.Refusals;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * May the caller do that to a user, group or role of its account? Asked with the principal's tags
 * and boundary, and asked too when nobody has the name, so that who may not is told nothing.
 */
@ApplicationScoped
class PrincipalAccess {

    private final Directory directory;
    private final Access access;

    PrincipalAccess(Directory directory, Access access) {
        this.directory = directory;
        this.access = access;
    }

    /**
     * A principal that exists and that the caller may do this to.
     *
     * @param seen how far identity's log was read
     */
    record Admitted(KnownPrincipal principal, Permit permit, Revision seen) {
        Subject subject() {
            return new Subject(principal.kind(), principal.id(), principal.name());
        }
    }

    Uni<Admitted> toRead(Call call, String action, PrincipalKind kind, String name) {
        return directory
                .find(call, call.account(), kind, name)
                .chain(found ->
                        admitted(call, action, kind, name, found, keys(found, ContextKeys.none())));
    }

    /**
     * Changes are asked with the boundary of the target too.
     *
     * @param given what the action itself adds
     */
    Uni<Admitted> toChange(
            Call call, String action, PrincipalKind kind, String name, ContextKeys given) {
        return directory
                .find(call, call.account(), kind, name)
                .chain(found ->
                        admitted(
                                call,
                                action,
                                kind,
                                name,
                                found,
                                withBoundary(found, keys(found, given))))
                .invoke(admitted -> requireModifiable(admitted.principal()));
    }

    /** Roles of AWS's services change by an import alone. */
    private static void requireModifiable(KnownPrincipal principal) {
        if (principal.kind() == PrincipalKind.ROLE
                && principal.path().startsWith("/aws-service-role/")) {
            throw new RefusedException(Refusals.protectedRole(principal.name()));
        }
    }

    private Uni<Admitted> admitted(
            Call call,
            String action,
            PrincipalKind kind,
            String name,
            Found found,
            ContextKeys keys) {
        Arn arn =
                found.principal()
                        .map(KnownPrincipal::arn)
                        .orElseGet(() -> Arn.iam(call.account(), kind.wire() + '/' + name));
        return access.require(call, action, arn.toString(), keys)
                .map(permit ->
                        found.principal()
                                .map(principal -> new Admitted(principal, permit, found.seen()))
                                .orElseThrow(() ->
                                        new RefusedException(
                                                Refusals.noSuchPrincipal(kind, name))));
    }

    private static ContextKeys keys(Found found, ContextKeys given) {
        return found.principal()
                .map(principal -> given.withResourceTags(principal.tags()))
                .orElse(given);
    }

    private static ContextKeys withBoundary(Found found, ContextKeys keys) {
        return found.principal()
                .flatMap(KnownPrincipal::boundary)
                .map(boundary -> keys.with("iam:PermissionsBoundary", boundary))
                .orElse(keys);
    }
}
