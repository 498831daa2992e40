package io.gatehouse.identity.signingcertificate;

import io.gatehouse.identity.holding.Holding;
import io.gatehouse.identity.holding.HoldingKind;
import io.gatehouse.identity.holding.HoldingType;
import io.gatehouse.identity.holding.UploadedText;
import io.gatehouse.identity.value.Fields;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.view.Columns;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

/** Signing certificates as holdings. A certificate names its subject: it is personal. */
public final class SigningCertificateType implements HoldingType<UploadedText> {

    public static final HoldingKind<UploadedText> SIGNING_CERTIFICATES =
            new HoldingKind<>(new SigningCertificateType());

    private SigningCertificateType() {}

    @Override
    public String name() {
        return "signing-certificate";
    }

    @Override
    public String quota() {
        return "CertificatesPerUser";
    }

    @Override
    public int limit(Quotas quotas) {
        return quotas.signingCertificatesPerUser();
    }

    @Override
    public boolean counts(UploadedText old, UploadedText added) {
        return true;
    }

    @Override
    public String notFound(UniqueId id) {
        return notFound(id.text());
    }

    static String notFound(String id) {
        return "The Certificate with id " + id + " cannot be found.";
    }

    @Override
    public Fields write(Fields fields, UploadedText details) {
        return details.write(fields);
    }

    @Override
    public UploadedText read(Fields fields) {
        return UploadedText.read(fields);
    }

    @Override
    public Uni<Void> add(
            SqlClient sql, AccountId account, String owner, Holding<UploadedText> added) {
        return sql.preparedQuery(
                        """
                        INSERT INTO signing_certificate
                            (certificate_id, account, owner, active, uploaded, body, fingerprint)
                        VALUES ($1, $2, $3, true, $4, $5, $6)
                        """)
                .execute(
                        Tuple.of(
                                added.id().text(),
                                account.digits(),
                                owner,
                                Columns.time(added.added()),
                                added.details().body(),
                                added.details().fingerprint()))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> setActive(SqlClient sql, UniqueId id, boolean active) {
        return sql.preparedQuery(
                        "UPDATE signing_certificate SET active = $2 WHERE certificate_id = $1")
                .execute(Tuple.of(id.text(), active))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> remove(SqlClient sql, UniqueId id) {
        return sql.preparedQuery("DELETE FROM signing_certificate WHERE certificate_id = $1")
                .execute(Tuple.of(id.text()))
                .replaceWithVoid();
    }
}
