package io.gatehouse.identity.rotation;

import io.gatehouse.identity.account.AccountApi;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.kit.api.ApiRouteSet;
import io.gatehouse.kit.api.ApiRoutes;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * {@code /api/rotations}: requires rotations of the caller's account, tells who is not done, and
 * withdraws. Authorised as {@code gatehouse:RequireRotation} on the user, the group or the account,
 * {@code gatehouse:ListRotations} and {@code gatehouse:WithdrawRotation} on the account.
 */
@ApplicationScoped
public class RotationApi implements ApiRouteSet {

    private static final String PATH = "/api/rotations";
    private static final int LONGEST_DAYS = 36_500;

    private final Rotations rotations;
    private final RotationTargets targets;
    private final Gate gate;
    private final Clock clock;

    RotationApi(Rotations rotations, RotationTargets targets, Gate gate, Clock clock) {
        this.rotations = rotations;
        this.targets = targets;
        this.gate = gate;
        this.clock = clock;
    }

    /**
     * What is wished. Of a user or of a group by name, of the whole account without either.
     *
     * @param olderThanDays only what is older; left out or 0: all there is now
     * @param deadline an instant, such as {@code 2026-12-24T00:00:00Z}
     */
    public record RotationWish(
            @Nullable String userName,
            @Nullable String groupName,
            boolean passwords,
            boolean accessKeys,
            @Nullable Integer olderThanDays,
            @Nullable Instant deadline) {}

    public record Withdrawal(@Nullable String rotationId) {}

    public record RotationMade(String rotationId, Instant cutoff, Instant deadline) {}

    public record Withdrawn(String rotationId) {}

    @Override
    public void registerOn(ApiRoutes routes) {
        routes.post(PATH, RotationWish.class, this::require);
        routes.get(PATH, this::list);
        routes.post(PATH + "/withdraw", Withdrawal.class, this::withdraw);
    }

    private Uni<RotationMade> require(RotationWish wish, Call call) {
        if (wish.deadline() == null) {
            throw invalid("a rotation has a `deadline`");
        }
        Instant deadline = wish.deadline();
        int days = Objects.requireNonNullElse(wish.olderThanDays(), 0);
        if (days < 0 || days > LONGEST_DAYS) {
            throw invalid("`older_than_days` is 0 to " + LONGEST_DAYS);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant cutoff = now.minus(Duration.ofDays(days));
        return targets.require(call, wish.userName(), wish.groupName())
                .chain(target ->
                        rotations.require(
                                target.origin(),
                                call.account(),
                                new Demand(
                                        target.target(),
                                        wish.passwords(),
                                        wish.accessKeys(),
                                        now,
                                        cutoff,
                                        deadline)))
                .map(id -> new RotationMade(id.text(), cutoff, deadline));
    }

    private Uni<RotationList> list(Call call) {
        return onAccount(call, "ListRotations").chain(() -> rotations.list(call.account()));
    }

    private Uni<Withdrawn> withdraw(Withdrawal wish, Call call) {
        String id = Objects.requireNonNullElse(wish.rotationId(), "");
        if (!UniqueId.isWellFormed(id)) {
            throw invalid("`%s` is not the id of a rotation".formatted(id));
        }
        return onAccount(call, "WithdrawRotation")
                .chain(origin -> rotations.withdraw(origin, call.account(), new UniqueId(id)))
                .replaceWith(new Withdrawn(id));
    }

    private Uni<Origin> onAccount(Call call, String action) {
        return gate.require(
                call,
                new ActionName("gatehouse", action),
                AccountApi.arn(call.account()),
                ContextKeys.none());
    }

    private static RefusedException invalid(String message) {
        return RefusedException.of(ErrorCode.INVALID_INPUT, message);
    }
}
