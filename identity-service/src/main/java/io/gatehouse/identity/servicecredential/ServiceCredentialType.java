package io.gatehouse.identity.servicecredential;

import io.gatehouse.identity.accesskey.Credentials;
import io.gatehouse.identity.holding.Holding;
import io.gatehouse.identity.holding.HoldingKind;
import io.gatehouse.identity.holding.HoldingType;
import io.gatehouse.identity.value.Fields;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.view.Columns;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/** Service-specific credentials as holdings. The name to sign in with holds the user's. */
public final class ServiceCredentialType implements HoldingType<ServiceCredentialDetails> {

    public static final HoldingKind<ServiceCredentialDetails> SERVICE_CREDENTIALS =
            new HoldingKind<>(new ServiceCredentialType());

    private ServiceCredentialType() {}

    @Override
    public String name() {
        return "service-credential";
    }

    @Override
    public String quota() {
        return "ServiceSpecificCredentialsPerUser";
    }

    @Override
    public int limit(Quotas quotas) {
        return quotas.serviceCredentialsPerUser();
    }

    /** The quota is one of each service. */
    @Override
    public boolean counts(ServiceCredentialDetails old, ServiceCredentialDetails added) {
        return old.service().equals(added.service());
    }

    @Override
    public String notFound(UniqueId id) {
        return notFound(id.text());
    }

    static String notFound(String id) {
        return "No such credential " + id + " exists.";
    }

    @Override
    public Fields write(Fields fields, ServiceCredentialDetails details) {
        fields.put("service", details.service()).putPersonal("user_name", details.userName());
        details.expires().ifPresent(at -> fields.put("expires", at));
        return fields;
    }

    @Override
    public ServiceCredentialDetails read(Fields fields) {
        return new ServiceCredentialDetails(
                fields.text("service"),
                fields.personalText("user_name"),
                fields.instantIfAny("expires"));
    }

    @Override
    public Uni<Void> add(
            SqlClient sql,
            AccountId account,
            String owner,
            Holding<ServiceCredentialDetails> added) {
        return sql.preparedQuery(
                        """
                        INSERT INTO service_credential
                            (service_credential_id, account, owner, service, service_user_name,
                             active, created, expires)
                        VALUES ($1, $2, $3, $4, $5, true, $6, $7)
                        """)
                .execute(
                        Tuple.tuple()
                                .addString(added.id().text())
                                .addString(account.digits())
                                .addString(owner)
                                .addString(added.details().service())
                                .addString(added.details().userName())
                                .addOffsetDateTime(Columns.time(added.added()))
                                .addOffsetDateTime(
                                        added.details().expires().map(Columns::time).orElse(null)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> setActive(SqlClient sql, UniqueId id, boolean active) {
        return sql.preparedQuery(
                        """
                        UPDATE service_credential SET active = $2 WHERE service_credential_id = $1
                        """)
                .execute(Tuple.of(id.text(), active))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> remove(SqlClient sql, UniqueId id) {
        return sql.preparedQuery("DELETE FROM service_credential WHERE service_credential_id = $1")
                .execute(Tuple.of(id.text()))
                .chain(() -> Credentials.forget(sql, id));
    }
}
