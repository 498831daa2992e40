package io.gatehouse.identity.federation;

import io.gatehouse.identity.federation.FederatedRoles.Granted;
import io.gatehouse.identity.samlassertion.AssertionClaims.RolePair;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A browser brings an assertion: as the answer to a request of ours, which must have begun in this
 * very browser, or because the provider sent it of its own accord. The latter anybody can make a
 * browser do, so the person must then say on our page that they want in.
 */
@ApplicationScoped
public class SamlArrivals {

    private final SamlRequests requests;
    private final Vouching vouching;
    private final FederatedGrants grants;

    SamlArrivals(SamlRequests requests, Vouching vouching, FederatedGrants grants) {
        this.requests = requests;
        this.vouching = vouching;
        this.grants = grants;
    }

    /**
     * What a browser posted.
     *
     * @param response base64; a secret
     * @param recipient the URL that it was posted to
     * @param begun of the cookie; empty for none
     * @param role that was chosen on our page
     * @param confirmed whether the person said on our page that they want in
     */
    public record Posted(
            Arn provider,
            String response,
            URI recipient,
            String begun,
            Optional<Arn> role,
            boolean confirmed) {
        @Override
        public String toString() {
            return "Posted[" + provider + "]";
        }
    }

    /** What becomes of it. */
    public sealed interface Arrival {

        record In(Granted granted) implements Arrival {}

        /**
         * The person must say so, or choose; the assertion is not used up yet.
         *
         * @param roles that the assertion names; none where the provider's mapping decides
         */
        record Asked(String subject, List<Arn> roles) implements Arrival {
            public Asked {
                roles = List.copyOf(roles);
            }
        }
    }

    /** Fails as assertion, mapping and trust policy refuse. */
    public Uni<Arrival> arrive(Call call, Posted posted) {
        return vouching.byPosted(call, posted.provider(), posted.response(), posted.recipient())
                .chain(by -> {
                    boolean isWanted = isAnswer(posted, by) || posted.confirmed();
                    List<Arn> roles = roles(by);
                    return isWanted && (roles.size() <= 1 || posted.role().isPresent())
                            ? granted(call, posted, by, roles).map(Arrival.In::new)
                            : Uni.createFrom().item(new Arrival.Asked(by.subject(), roles));
                });
    }

    private boolean isAnswer(Posted posted, Vouched.ByAssertion by) {
        Optional<String> request = by.claims().inResponseTo();
        if (request.isEmpty()) {
            return false;
        }
        if (!requests.isAnswered(posted.begun(), posted.provider(), request.get())) {
            throw RefusedException.of(
                    ErrorCode.ACCESS_DENIED, "this sign-in was not begun here, or took too long");
        }
        return true;
    }

    private static List<Arn> roles(Vouched.ByAssertion by) {
        return by.claims().roles().stream()
                .filter(pair -> pair.provider().equals(by.provider()))
                .map(RolePair::role)
                .distinct()
                .toList();
    }

    private Uni<Granted> granted(
            Call call, Posted posted, Vouched.ByAssertion by, List<Arn> roles) {
        UnaryOperator<RoleWish> lasting = wish -> wish.lasting(by.claims().sessionDuration());
        if (!by.claims().namesRoles()) {
            return grants.mapped(call, by, Optional.empty(), lasting);
        }
        Arn role =
                posted.role()
                        .or(() -> roles.stream().findFirst())
                        .orElseThrow(() ->
                                RefusedException.of(
                                        ErrorCode.ACCESS_DENIED,
                                        "the assertion names no role with this provider"));
        return Uni.createFrom()
                .item(() -> lasting.apply(SamlActions.named(role, by)))
                .chain(wish -> grants.named(call, by, wish));
    }
}
