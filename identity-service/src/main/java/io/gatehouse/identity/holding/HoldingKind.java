package io.gatehouse.identity.holding;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.identity.holding.HoldingEvent.Activated;
import io.gatehouse.identity.holding.HoldingEvent.Added;
import io.gatehouse.identity.holding.HoldingEvent.Deactivated;
import io.gatehouse.identity.holding.HoldingEvent.Removed;
import io.gatehouse.identity.holding.HoldingEvent.Renewed;
import io.gatehouse.identity.log.EntityKind;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.view.UsedIds;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.List;
import java.util.Optional;

/**
 * One kind of holding, as the way of every write has to know it. No decision needs its facts.
 *
 * @param <D> what the feature says of each
 */
public final class HoldingKind<D>
        implements EntityKind<HoldingCommand<D>, Holdings<D>, HoldingEvent<D>> {

    private final HoldingType<D> type;
    private final HoldingDecider<D> decider;
    private final HoldingEventCodec<D> codec;

    public HoldingKind(HoldingType<D> type) {
        this.type = type;
        this.decider = new HoldingDecider<>(type);
        this.codec = new HoldingEventCodec<>(type);
    }

    @Override
    public String name() {
        return type.name();
    }

    @Override
    public Holdings<D> absent() {
        return Holdings.none();
    }

    @Override
    public Decision<HoldingEvent<D>> decide(
            Holdings<D> state, HoldingCommand<D> command, Quotas quotas) {
        return decider.decide(state, command, quotas);
    }

    @Override
    public Holdings<D> evolve(Holdings<D> state, HoldingEvent<D> event) {
        return decider.evolve(state, event);
    }

    @Override
    public EventCodec<HoldingEvent<D>> codec() {
        return codec;
    }

    @Override
    public Uni<Void> view(
            SqlClient sql, AccountId account, List<HoldingEvent<D>> events, Holdings<D> after) {
        Uni<Void> rows = Uni.createFrom().voidItem();
        for (HoldingEvent<D> event : events) {
            rows = rows.chain(() -> view(sql, account, event));
        }
        return rows;
    }

    private Uni<Void> view(SqlClient sql, AccountId account, HoldingEvent<D> event) {
        return switch (event) {
            case Added<D>(var owner, var id, var details, var at) ->
                    type.add(sql, account, owner, new Holding<>(id, true, at, details))
                            .chain(() -> UsedIds.add(sql, id));
            case Activated<D>(var id) -> type.setActive(sql, id, true);
            case Deactivated<D>(var id) -> type.setActive(sql, id, false);
            // Its secret stands outside the log.
            case Renewed<D> _ -> Uni.createFrom().voidItem();
            case Removed<D>(var id) -> type.remove(sql, id);
        };
    }

    @Override
    public Optional<Fact.Builder> fact(Holdings<D> after) {
        return Optional.empty();
    }
}
