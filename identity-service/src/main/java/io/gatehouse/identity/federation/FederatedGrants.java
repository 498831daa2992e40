package io.gatehouse.identity.federation;

import io.gatehouse.identity.federation.FederatedRoles.Granted;
import io.gatehouse.identity.samlassertion.UsedAssertions;
import io.gatehouse.kit.call.Call;
import io.gatehouse.model.Arn;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The last step of every federated door: a role that was named or that the mapping gives, and an
 * assertion that is used up by it.
 */
@ApplicationScoped
class FederatedGrants {

    private final MappedRoles mapped;
    private final FederatedRoles roles;
    private final UsedAssertions used;

    FederatedGrants(MappedRoles mapped, FederatedRoles roles, UsedAssertions used) {
        this.mapped = mapped;
        this.roles = roles;
        this.used = used;
    }

    /** Where request or assertion name the role. */
    Uni<Granted> named(Call call, Vouched by, RoleWish wish) {
        return roles.assume(call, by, wish).call(() -> useUp(by));
    }

    /**
     * Where the provider's mapping decides.
     *
     * @param wanted if present, the mapping must give this role
     * @param more what else is wanted of the session
     */
    Uni<Granted> mapped(Call call, Vouched by, Optional<Arn> wanted, UnaryOperator<RoleWish> more) {
        return mapped.wish(by, wanted).chain(wish -> named(call, by, more.apply(wish)));
    }

    private Uni<Void> useUp(Vouched by) {
        return by instanceof Vouched.ByAssertion(var row, var claims)
                ? used.use(by.account(), row.id(), claims)
                : Uni.createFrom().voidItem();
    }
}
