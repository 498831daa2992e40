package io.gatehouse.identity.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;

import io.gatehouse.identity.view.Columns;
import io.gatehouse.kit.call.VerifyingKeys;
import io.gatehouse.kit.keys.KeyProvider;
import io.gatehouse.kit.keys.KeyPurpose;
import io.gatehouse.kit.keys.Sealer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The EC keys (P-256) that sign internal tokens. A new one is published before it signs and an old
 * one verifies until well after its last token, so rotation needs no restart of anybody. Safe for
 * all threads.
 */
@ApplicationScoped
public class SigningKeys implements VerifyingKeys {

    /** A key signs this long before the next one is made. */
    static final Duration SIGNS_FOR = Duration.ofDays(30);

    /** A new key is published this long before it signs; others remember keys for less. */
    static final Duration PUBLISHED_BEFORE = Duration.ofHours(1);

    private final Pool database;
    private final Sealer sealer;
    private final Clock clock;
    private volatile List<Held> held = List.of();

    private record Held(ECKey key, Instant signsFrom) {
        @Override
        public String toString() {
            return "Held[" + key.getKeyID() + "]";
        }
    }

    SigningKeys(Pool database, KeyProvider keys, Clock clock) {
        this.database = database;
        this.sealer = Sealer.of(keys, KeyPurpose.MASTER);
        this.clock = clock;
    }

    /** Reads the keys that are there and makes one where it is time; at start and now and then. */
    public Uni<Void> refresh() {
        return read().chain(
                        found -> {
                            Optional<Instant> due = due(found);
                            held = found;
                            return due.isPresent()
                                    ? make(due.get()).chain(_ -> read()).invoke(all -> held = all)
                                    : Uni.createFrom().item(found);
                        })
                .replaceWithVoid();
    }

    /** The newest key whose time to sign has come. */
    public ECKey signing() {
        Instant now = clock.instant();
        ECKey newest = null;
        for (Held candidate : held) {
            if (!candidate.signsFrom().isAfter(now)) {
                newest = candidate.key();
            }
        }
        if (newest == null) {
            throw new IllegalStateException("no signing key has been read yet");
        }
        return newest;
    }

    /** All that verify, without their private halves. */
    public JWKSet published() {
        return new JWKSet(held.stream().map(h -> (JWK) h.key().toPublicJWK()).toList());
    }

    @Override
    public Uni<JWKSet> containing(String kid) {
        JWKSet known = published();
        return known.getKeyByKeyId(kid) != null
                ? Uni.createFrom().item(known)
                : refresh().map(_ -> published());
    }

    /** When the next key is to sign, if it has to be made now. */
    private Optional<Instant> due(List<Held> found) {
        Instant now = clock.instant();
        if (found.isEmpty()) {
            return Optional.of(now);
        }
        Instant next = found.getLast().signsFrom().plus(SIGNS_FOR);
        return next.minus(PUBLISHED_BEFORE).isAfter(now)
                ? Optional.empty()
                : Optional.of(now.plus(PUBLISHED_BEFORE));
    }

    private Uni<List<Held>> read() {
        return database.preparedQuery(
                        """
                        SELECT kid, private_key, signs_from FROM signing_key
                        WHERE ends > $1 ORDER BY signs_from, kid
                        """)
                .execute(Tuple.of(Columns.time(clock.instant())))
                .map(this::open);
    }

    private List<Held> open(RowSet<Row> rows) {
        List<Held> keys = new ArrayList<>();
        for (Row row : rows) {
            byte[] sealed = row.getBuffer("private_key").getBytes();
            byte[] json = sealer.open(sealed, boundTo(row.getString("kid")));
            try {
                ECKey key = ECKey.parse(new String(json, StandardCharsets.UTF_8));
                keys.add(new Held(key, Columns.time(row, "signs_from")));
            } catch (ParseException e) {
                throw new IllegalStateException(
                        "signing key `%s` is no key".formatted(row.getString("kid")), e);
            }
        }
        return List.copyOf(keys);
    }

    private Uni<Void> make(Instant signsFrom) {
        String kid = UUID.randomUUID().toString();
        ECKey key = generate(kid);
        byte[] sealed =
                sealer.seal(key.toJSONString().getBytes(StandardCharsets.UTF_8), boundTo(kid));
        return database.preparedQuery(
                        """
                        INSERT INTO signing_key (kid, public_key, private_key, signs_from, ends)
                        VALUES ($1, $2, $3, $4, $5)
                        """)
                .execute(
                        Tuple.tuple()
                                .addString(kid)
                                .addString(key.toPublicJWK().toJSONString())
                                .addBuffer(Buffer.buffer(sealed))
                                .addOffsetDateTime(Columns.time(signsFrom))
                                .addOffsetDateTime(
                                        Columns.time(signsFrom.plus(SIGNS_FOR.multipliedBy(2)))))
                .replaceWithVoid();
    }

    private static ECKey generate(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(kid)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK makes keys on P-256", e);
        }
    }

    private static byte[] boundTo(String kid) {
        return ("signing/" + kid).getBytes(StandardCharsets.UTF_8);
    }
}
