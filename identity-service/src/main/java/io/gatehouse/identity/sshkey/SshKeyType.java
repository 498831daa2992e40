package io.gatehouse.identity.sshkey;

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

/** SSH public keys as holdings; a key's comment is personal, and so the whole of it is. */
public final class SshKeyType implements HoldingType<UploadedText> {

    public static final HoldingKind<UploadedText> SSH_KEYS = new HoldingKind<>(new SshKeyType());

    private SshKeyType() {}

    @Override
    public String name() {
        return "ssh-key";
    }

    @Override
    public String quota() {
        return "SSHPublicKeysPerUser";
    }

    @Override
    public int limit(Quotas quotas) {
        return quotas.sshKeysPerUser();
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
        return "The Public Key with id " + id + " cannot be found.";
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
                        INSERT INTO ssh_public_key
                            (ssh_public_key_id, account, owner, active, uploaded, body, fingerprint)
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
                        "UPDATE ssh_public_key SET active = $2 WHERE ssh_public_key_id = $1")
                .execute(Tuple.of(id.text(), active))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> remove(SqlClient sql, UniqueId id) {
        return sql.preparedQuery("DELETE FROM ssh_public_key WHERE ssh_public_key_id = $1")
                .execute(Tuple.of(id.text()))
                .replaceWithVoid();
    }
}
