package io.gatehouse.identity.mapping;

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

/** Mappings, as the way of every write has to know them. Their stream is named by the provider. */
public final class MappingKind implements EntityKind<MappingCommand, Mapping, MappingEvent> {

    public static final MappingKind MAPPINGS = new MappingKind();

    private final MappingEventCodec codec = new MappingEventCodec();

    private MappingKind() {}

    @Override
    public String name() {
        return "role-mapping";
    }

    @Override
    public Mapping absent() {
        return Mapping.NONE;
    }

    @Override
    public Decision<MappingEvent> decide(Mapping state, MappingCommand command, Quotas quotas) {
        return MappingDecider.decide(state, command);
    }

    @Override
    public Mapping evolve(Mapping state, MappingEvent event) {
        return Mapping.evolve(state, event);
    }

    @Override
    public EventCodec<MappingEvent> codec() {
        return codec;
    }

    @Override
    public Uni<Void> view(
            SqlClient sql, AccountId account, List<MappingEvent> events, Mapping after) {
        return MappingView.write(sql, account, events.getLast());
    }

    /** None: roles are chosen here, before anything is decided. */
    @Override
    public Optional<Fact.Builder> fact(Mapping after) {
        return Optional.empty();
    }
}
