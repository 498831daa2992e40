package io.gatehouse.identity.mfa;

import io.gatehouse.identity.view.Columns;
import io.gatehouse.kit.keys.KeyProvider;
import io.gatehouse.kit.keys.KeyPurpose;
import io.gatehouse.kit.keys.Sealer;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The seeds of devices: a table outside of any log, sealed under the master key (DESIGN 2). */
@ApplicationScoped
class MfaSeeds {

    private final Sealer sealer;

    MfaSeeds(KeyProvider keys) {
        this.sealer = Sealer.of(keys, KeyPurpose.MASTER);
    }

    /**
     * What is known of a device's codes.
     *
     * @param drift how many steps its clock is ahead
     * @param lastStep the last step whose code was taken
     */
    // The seed is moved and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Seed(byte[] bytes, long drift, long lastStep) {
        @Override
        public String toString() {
            return "Seed[…]";
        }
    }

    /** In the transaction of the device's creation. */
    Uni<Void> keep(SqlClient sql, UniqueId device, byte[] seed) {
        return sql.preparedQuery(
                        """
                        INSERT INTO mfa_seed (device_id, seed, drift, last_step)
                        VALUES ($1, $2, 0, 0)
                        """)
                .execute(
                        Tuple.tuple()
                                .addString(device.text())
                                .addBuffer(Buffer.buffer(sealer.seal(seed, boundTo(device)))))
                .replaceWithVoid();
    }

    Uni<Optional<Seed>> find(SqlClient sql, UniqueId device) {
        return sql.preparedQuery("SELECT seed, drift, last_step FROM mfa_seed WHERE device_id = $1")
                .execute(Tuple.of(device.text()))
                .map(rows ->
                        Columns.first(
                                rows,
                                row ->
                                        new Seed(
                                                sealer.open(
                                                        row.getBuffer("seed").getBytes(),
                                                        boundTo(device)),
                                                row.getLong("drift"),
                                                row.getLong("last_step"))));
    }

    /** Takes the code of that step, once: false where it or a later one was taken before. */
    static Uni<Boolean> take(SqlClient sql, UniqueId device, long step, long drift) {
        return sql.preparedQuery(
                        """
                        UPDATE mfa_seed SET last_step = $2, drift = $3
                        WHERE device_id = $1 AND last_step < $2
                        """)
                .execute(Tuple.of(device.text(), step, drift))
                .map(rows -> rows.rowCount() == 1);
    }

    static Uni<Void> forget(SqlClient sql, UniqueId device) {
        return sql.preparedQuery("DELETE FROM mfa_seed WHERE device_id = $1")
                .execute(Tuple.of(device.text()))
                .replaceWithVoid();
    }

    private static byte[] boundTo(UniqueId device) {
        return ("mfa-seed/" + device.text()).getBytes(StandardCharsets.UTF_8);
    }
}
