package io.gatehouse.identity.mfa;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.identity.log.EntityKind;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceCreated;
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
 * MFA devices, as the way of every write has to know them. Whether a code was shown stands in a
 * session's own token: there is no fact.
 */
public final class MfaDeviceKind
        implements EntityKind<MfaDeviceCommand, MfaDevice, MfaDeviceEvent> {

    public static final MfaDeviceKind MFA_DEVICES = new MfaDeviceKind();

    private final MfaDeviceEventCodec codec = new MfaDeviceEventCodec();

    private MfaDeviceKind() {}

    @Override
    public String name() {
        return "mfa-device";
    }

    @Override
    public MfaDevice absent() {
        return MfaDevice.ABSENT;
    }

    @Override
    public Decision<MfaDeviceEvent> decide(
            MfaDevice state, MfaDeviceCommand command, Quotas quotas) {
        return MfaDeviceDecider.decide(state, command, quotas);
    }

    @Override
    public MfaDevice evolve(MfaDevice state, MfaDeviceEvent event) {
        return MfaDevice.evolve(state, event);
    }

    @Override
    public EventCodec<MfaDeviceEvent> codec() {
        return codec;
    }

    @Override
    public Uni<Void> view(
            SqlClient sql, AccountId account, List<MfaDeviceEvent> events, MfaDevice after) {
        Uni<Void> rows = MfaDeviceView.write(sql, account, after);
        for (MfaDeviceEvent event : events) {
            if (event instanceof MfaDeviceCreated created) {
                rows = rows.chain(() -> UsedIds.add(sql, created.id()));
            }
        }
        return rows;
    }

    @Override
    public Optional<Fact.Builder> fact(MfaDevice after) {
        return Optional.empty();
    }
}
