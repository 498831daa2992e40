package io.gatehouse.identity.federation;

import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.role.RoleRow;
import io.gatehouse.identity.session.TrustingRoles;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a role trusts what a provider vouches for. Its trust policy alone decides (SEMANTICS 8):
 * authz-service is asked with the provider as principal, and tags that the provider asks for stand
 * beside those of the role, never in their place. A role that does not exist is refused as one that
 * does not trust is.
 */
@ApplicationScoped
class FederatedTrust {

    private final Gate gate;
    private final Guard guard;
    private final TrustingRoles roles;

    FederatedTrust(Gate gate, Guard guard, TrustingRoles roles) {
        this.gate = gate;
        this.guard = guard;
        this.roles = roles;
    }

    /** The role, which trusts; fails with AccessDenied otherwise, and the attempt is kept. */
    Uni<RoleRow> require(Call call, Vouched by, RoleWish wish) {
        return question(call, by, wish)
                .chain(asked ->
                        gate.require(asked.call(), by.action(), wish.role(), asked.keys())
                                .map(_ -> asked.role().orElseThrow(() -> denied(by)))
                                .onFailure(FederatedTrust::isDenied)
                                .transform(_ -> denied(by)));
    }

    /** Empty where the role trusts, else AWS's sentence; nothing is kept. */
    Uni<Optional<String>> refusal(Call call, Vouched by, RoleWish wish) {
        return question(call, by, wish)
                .chain(asked ->
                        guard.require(
                                        asked.call(),
                                        by.action(),
                                        wish.role().toString(),
                                        asked.keys())
                                .map(_ -> Optional.<String>empty()))
                .onFailure(FederatedTrust::isDenied)
                .recoverWithItem(no -> Optional.of(String.valueOf(no.getMessage())));
    }

    private static boolean isDenied(Throwable failure) {
        return failure instanceof RefusedException refused
                && refused.refusal().code() == ErrorCode.ACCESS_DENIED;
    }

    /** The provider that vouches, in whose name is asked. */
    static Caller asking(Vouched by) {
        return new Caller.Unsigned(by.account(), by.provider(), by.providerId());
    }

    /** What is asked of authz-service, by whom. */
    private record Question(Call call, ContextKeys keys, Optional<RoleRow> role) {}

    /** Fails with AccessDenied for a role of another account than the provider's (as on AWS). */
    private Uni<Question> question(Call call, Vouched by, RoleWish wish) {
        AccountId account = new AccountId(wish.role().account());
        if (!account.equals(by.account())) {
            return Uni.createFrom().failure(denied(by));
        }
        return roles.find(account, wish.role())
                .map(found ->
                        new Question(
                                call.as(asking(by)).after(found.head()),
                                keys(by, wish, found.role()),
                                found.role()));
    }

    private static ContextKeys keys(Vouched by, RoleWish wish, Optional<RoleRow> role) {
        ContextKeys keys =
                ContextKeys.none()
                        .with("sts:RoleSessionName", wish.sessionName())
                        .withRequestTags(wish.tags().all())
                        .withAll("sts:TransitiveTagKeys", wish.tags().transitive());
        for (Map.Entry<String, List<String>> claim : by.trustKeys().entrySet()) {
            keys =
                    claim.getValue().size() == 1
                            ? keys.with(claim.getKey(), claim.getValue().getFirst())
                            : keys.withAll(claim.getKey(), claim.getValue());
        }
        if (wish.sourceIdentity().isPresent()) {
            keys = keys.with("sts:SourceIdentity", wish.sourceIdentity().get());
        }
        return role.isPresent() ? keys.withResourceTags(Form.tagMap(role.get().tags())) : keys;
    }

    /** AWS's words; who has no credentials is not told why. */
    private static RefusedException denied(Vouched by) {
        return RefusedException.of(
                ErrorCode.ACCESS_DENIED, "Not authorized to perform " + by.action());
    }
}
