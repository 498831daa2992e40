package io.gatehouse.identity.servercertificate;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.identity.log.EntityKind;
import io.gatehouse.identity.servercertificate.ServerCertificateEvent.ServerCertificateUploaded;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.view.UsedIds;
import io.gatehouse.model.AccountId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.List;
import java.util.Optional;

/** Server certificates, as the way of every write has to know them; no decision needs them. */
public final class ServerCertificateKind
        implements EntityKind<ServerCertificateCommand, ServerCertificate, ServerCertificateEvent> {

    public static final ServerCertificateKind SERVER_CERTIFICATES = new ServerCertificateKind();

    private final ServerCertificateEventCodec codec = new ServerCertificateEventCodec();

    private ServerCertificateKind() {}

    @Override
    public String name() {
        return "server-certificate";
    }

    @Override
    public ServerCertificate absent() {
        return ServerCertificate.ABSENT;
    }

    @Override
    public Decision<ServerCertificateEvent> decide(
            ServerCertificate state, ServerCertificateCommand command, Quotas quotas) {
        return ServerCertificateDecider.decide(state, command, quotas);
    }

    @Override
    public ServerCertificate evolve(ServerCertificate state, ServerCertificateEvent event) {
        return ServerCertificate.evolve(state, event);
    }

    @Override
    public EventCodec<ServerCertificateEvent> codec() {
        return codec;
    }

    @Override
    public Uni<Void> view(
            SqlClient sql,
            AccountId account,
            List<ServerCertificateEvent> events,
            ServerCertificate after) {
        Uni<Void> row = ServerCertificateView.write(sql, account, after);
        for (ServerCertificateEvent event : events) {
            if (event instanceof ServerCertificateUploaded uploaded) {
                row = row.chain(() -> UsedIds.add(sql, uploaded.id()));
            }
        }
        return row;
    }

    @Override
    public Optional<Fact.Builder> fact(ServerCertificate after) {
        return Optional.empty();
    }
}
