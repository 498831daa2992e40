package io.gatehouse.identity.log;

import io.gatehouse.eventstore.SubjectKeys;
import io.gatehouse.kit.audit.Attempt;
import io.gatehouse.kit.audit.AuditedAttempts;
import io.gatehouse.model.LogName;
import io.gatehouse.model.Refusal;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Map;

/** {@link Attempts} as service-kit keeps them. */
@ApplicationScoped
public class KeptAttempts implements Attempts {

    private final io.gatehouse.kit.audit.Attempts kept;

    KeptAttempts(Pool database, SubjectKeys keys) {
        this.kept = new AuditedAttempts(LogName.IDENTITY, database, keys);
    }

    @Override
    public void refused(Origin origin, Refusal why) {
        kept.refused(attempt(origin), why);
    }

    @Override
    public void noticed(
            Origin origin, String type, Map<String, String> data, Map<String, String> personal) {
        kept.noticed(attempt(origin), type, data, personal);
    }

    @Override
    public void allowed(Origin origin) {
        kept.allowed(attempt(origin));
    }

    private static Attempt attempt(Origin origin) {
        return new Attempt(
                origin.account(),
                origin.principalId(),
                origin.actor(),
                origin.action(),
                origin.resource(),
                origin.sourceIp(),
                origin.userAgent(),
                origin.requestId());
    }
}
