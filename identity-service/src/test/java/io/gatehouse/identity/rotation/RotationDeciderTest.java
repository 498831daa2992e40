package io.gatehouse.identity.rotation;

import static io.gatehouse.identity.value.Outcome.happens;
import static io.gatehouse.identity.value.Outcome.refused;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.rotation.RotationCommand.RequireRotation;
import io.gatehouse.identity.rotation.RotationCommand.WithdrawRotation;
import io.gatehouse.identity.rotation.RotationEvent.RotationRequired;
import io.gatehouse.identity.rotation.RotationEvent.RotationWithdrawn;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class RotationDeciderTest {

    private static final UniqueId ID = new UniqueId("AROTAAAAAAAAAAAAAAAAA");
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Demand DEMAND = demand(true, true, NOW.plusSeconds(60));

    private static Demand demand(boolean passwords, boolean keys, Instant deadline) {
        return new Demand(
                new Scope.WholeAccount(), passwords, keys, NOW, NOW.minusSeconds(60), deadline);
    }

    private static Rotation after(RotationEvent... events) {
        Rotation rotation = Rotation.ABSENT;
        for (RotationEvent event : events) {
            rotation = Rotation.evolve(rotation, event);
        }
        return rotation;
    }

    @Test
    void a_rotation_is_required_once() {
        RequireRotation command = new RequireRotation(ID, DEMAND);
        Rotation required = after(new RotationRequired(ID, DEMAND));
        happens(RotationDecider.decide(Rotation.ABSENT, command), new RotationRequired(ID, DEMAND));
        refused(RotationDecider.decide(required, command), ErrorCode.ENTITY_ALREADY_EXISTS);
        refused(
                RotationDecider.decide(
                        after(new RotationRequired(ID, DEMAND), new RotationWithdrawn(ID)),
                        command),
                ErrorCode.ENTITY_ALREADY_EXISTS);
    }

    @Test
    void a_rotation_of_nothing_is_refused() {
        refused(
                RotationDecider.decide(
                        Rotation.ABSENT,
                        new RequireRotation(ID, demand(false, false, NOW.plusSeconds(60)))),
                ErrorCode.INVALID_INPUT);
    }

    @Test
    void a_deadline_in_the_past_is_refused() {
        refused(
                RotationDecider.decide(
                        Rotation.ABSENT,
                        new RequireRotation(ID, demand(true, true, NOW.minusSeconds(1)))),
                ErrorCode.INVALID_INPUT,
                "the `deadline` is past");
    }

    @Test
    void a_rotation_is_withdrawn_while_it_is_required() {
        Rotation required = after(new RotationRequired(ID, DEMAND));
        happens(
                RotationDecider.decide(required, new WithdrawRotation()),
                new RotationWithdrawn(ID));
        refused(
                RotationDecider.decide(Rotation.ABSENT, new WithdrawRotation()),
                ErrorCode.NO_SUCH_ENTITY);
        refused(
                RotationDecider.decide(
                        after(new RotationRequired(ID, DEMAND), new RotationWithdrawn(ID)),
                        new WithdrawRotation()),
                ErrorCode.NO_SUCH_ENTITY);
    }

    @Test
    void an_event_that_cannot_have_happened_is_a_corrupt_stream() {
        assertThatThrownBy(() -> after(new RotationWithdrawn(ID)))
                .isInstanceOf(CorruptStreamException.class);
    }
}
