package io.gatehouse.identity.instanceprofile;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileCreated;
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

/** Instance profiles, as the way of every write has to know them. No decision needs their facts. */
public final class InstanceProfileKind
        implements EntityKind<InstanceProfileCommand, InstanceProfile, InstanceProfileEvent> {

    public static final InstanceProfileKind INSTANCE_PROFILES = new InstanceProfileKind();

    private final InstanceProfileEventCodec codec = new InstanceProfileEventCodec();

    private InstanceProfileKind() {}

    @Override
    public String name() {
        return "instance-profile";
    }

    @Override
    public InstanceProfile absent() {
        return InstanceProfile.ABSENT;
    }

    @Override
    public Decision<InstanceProfileEvent> decide(
            InstanceProfile state, InstanceProfileCommand command, Quotas quotas) {
        return InstanceProfileDecider.decide(state, command, quotas);
    }

    @Override
    public InstanceProfile evolve(InstanceProfile state, InstanceProfileEvent event) {
        return InstanceProfile.evolve(state, event);
    }

    @Override
    public EventCodec<InstanceProfileEvent> codec() {
        return codec;
    }

    @Override
    public Uni<Void> view(
            SqlClient sql,
            AccountId account,
            List<InstanceProfileEvent> events,
            InstanceProfile after) {
        Uni<Void> row = InstanceProfileView.write(sql, account, after);
        for (InstanceProfileEvent event : events) {
            if (event instanceof InstanceProfileCreated created) {
                row = row.chain(() -> UsedIds.add(sql, created.id()));
            }
        }
        return row;
    }

    @Override
    public Optional<Fact.Builder> fact(InstanceProfile after) {
        return Optional.empty();
    }
}
