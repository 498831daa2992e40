package io.gatehouse.identity.rotation;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.identity.log.EntityKind;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.List;
import java.util.Optional;

/**
 * Rotations, as the way of every write has to know them. There is no fact: a key past its deadline
 * is deactivated, and its owner's fact says so.
 */
public final class RotationKind implements EntityKind<RotationCommand, Rotation, RotationEvent> {

    public static final RotationKind ROTATIONS = new RotationKind();

    private final RotationEventCodec codec = new RotationEventCodec();

    private RotationKind() {}

    @Override
    public String name() {
        return "rotation";
    }

    @Override
    public Rotation absent() {
        return Rotation.ABSENT;
    }

    @Override
    public Decision<RotationEvent> decide(Rotation state, RotationCommand command, Quotas quotas) {
        return RotationDecider.decide(state, command);
    }

    @Override
    public Rotation evolve(Rotation state, RotationEvent event) {
        return Rotation.evolve(state, event);
    }

    @Override
    public EventCodec<RotationEvent> codec() {
        return codec;
    }

    @Override
    public Uni<Void> view(
            SqlClient sql, AccountId account, List<RotationEvent> events, Rotation after) {
        return RotationView.write(sql, account, after);
    }

    @Override
    public Optional<Fact.Builder> fact(Rotation after) {
        return Optional.empty();
    }
}
