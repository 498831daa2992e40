package io.gatehouse.identity.rotation;

import static io.gatehouse.identity.rotation.RotationKind.ROTATIONS;
import static io.gatehouse.identity.user.UserKind.USERS;

import io.gatehouse.identity.accesskey.AccessKeyCommand.DeactivateAccessKey;
import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.rotation.RotationCommand.RequireRotation;
import io.gatehouse.identity.rotation.RotationCommand.WithdrawRotation;
import io.gatehouse.identity.user.UserCommand;
import io.gatehouse.identity.user.UserCommand.ChangeAccessKey;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.IdKind;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Requires and withdraws rotations, and ends access keys whose deadline has passed. */
@ApplicationScoped
public class Rotations {

    private static final SecureRandom CHANCE = new SecureRandom();

    private final Commands commands;
    private final Pool database;
    private final Clock clock;

    Rotations(Commands commands, Pool database, Clock clock) {
        this.commands = commands;
        this.database = database;
        this.clock = clock;
    }

    Uni<UniqueId> require(Origin origin, AccountId account, Demand demand) {
        UniqueId id = UniqueId.random(IdKind.ROTATION, CHANCE);
        return commands.run(
                        origin,
                        account,
                        ROTATIONS,
                        Asked.always(id.text(), new RequireRotation(id, demand)))
                .replaceWith(id);
    }

    Uni<Void> withdraw(Origin origin, AccountId account, UniqueId id) {
        return commands.run(
                        origin, account, ROTATIONS, Asked.always(id.text(), new WithdrawRotation()))
                .replaceWithVoid();
    }

    Uni<RotationList> list(AccountId account) {
        return RotationView.all(database, account)
                .chain(rows ->
                        RotationView.pending(database, account)
                                .map(pending -> new RotationList(entries(rows, pending))));
    }

    private static List<RotationList.Entry> entries(
            List<RotationView.RotationRow> rows, List<RotationView.Pending> pending) {
        Map<UniqueId, List<RotationList.NotDone>> byRotation = new HashMap<>();
        for (RotationView.Pending p : pending) {
            byRotation
                    .computeIfAbsent(p.rotation(), _ -> new ArrayList<>())
                    .add(new RotationList.NotDone(p.userName(), p.password(), p.accessKeys()));
        }
        return rows.stream()
                .map(row -> entry(row, byRotation.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private static RotationList.Entry entry(
            RotationView.RotationRow row, List<RotationList.NotDone> notDone) {
        Demand demand = row.demand();
        return new RotationList.Entry(
                row.id().text(),
                demand.scope().wire(),
                demand.scope().target().map(UniqueId::text),
                demand.passwords(),
                demand.accessKeys(),
                demand.required(),
                demand.cutoff(),
                demand.deadline(),
                notDone);
    }

    /**
     * Deactivates the access keys whose deadline has passed, so that their sessions end everywhere.
     * Authentication does not wait for this: it refuses such a key from the deadline on.
     */
    public Uni<Integer> endOverdueKeys() {
        return RotationView.overdue(database, clock.instant())
                .chain(keys ->
                        Multi.createFrom()
                                .iterable(keys)
                                .onItem()
                                .transformToUniAndConcatenate(this::end)
                                .collect()
                                .asList())
                .map(List::size);
    }

    private Uni<Boolean> end(RotationView.OverdueKey overdue) {
        return commands.run(
                        Origin.ofItself(
                                overdue.account(),
                                "gatehouse:EndRotation",
                                "rotation-" + UUID.randomUUID()),
                        overdue.account(),
                        USERS,
                        Asked.<UserCommand>always(
                                overdue.user().text(),
                                new ChangeAccessKey(new DeactivateAccessKey(overdue.key()))))
                .map(Done::changed)
                // The key or its user may have gone meanwhile.
                .onFailure(RefusedException.class)
                .recoverWithItem(false);
    }
}
