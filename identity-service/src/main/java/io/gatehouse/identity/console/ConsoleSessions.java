package io.gatehouse.identity.console;

import io.gatehouse.identity.console.ConsoleSession.Acting;
import io.gatehouse.identity.console.ConsoleSession.ActingRole;
import io.gatehouse.identity.console.Person.OfPassword;
import io.gatehouse.identity.console.Person.OfProvider;
import io.gatehouse.identity.view.Columns;
import io.gatehouse.kit.call.SessionToken;
import io.gatehouse.kit.keys.KeyProvider;
import io.gatehouse.kit.keys.KeyPurpose;
import io.gatehouse.kit.keys.Sealer;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The sessions of the console: a table outside of any log. The cookie holds 256 random bits; the
 * table their digest, and the tokens sealed under the master key. Every change of what a session
 * may gives it a new secret.
 */
@ApplicationScoped
class ConsoleSessions {

    private static final SecureRandom CHANCE = new SecureRandom();
    private static final int SECRET_BYTES = 32;

    private final Sealer sealer;
    private final Pool database;
    private final Clock clock;

    ConsoleSessions(KeyProvider keys, Pool database, Clock clock) {
        this.sealer = Sealer.of(keys, KeyPurpose.MASTER);
        this.database = database;
        this.clock = clock;
    }

    /**
     * Begins a session, and ends the one that the browser had; answers the secret for the cookie.
     *
     * @param former secret of the cookie; empty for none
     */
    Uni<String> begin(String former, ConsoleSession session) {
        String secret = newSecret();
        return database.preparedQuery(
                        "DELETE FROM console_session WHERE expires <= $1 OR digest = $2")
                .execute(Tuple.of(Columns.time(clock.instant()), digest(former)))
                .chain(() -> insert(database, digest(secret), session))
                .replaceWith(secret);
    }

    /** Replaces a session by its next form, under a new secret. */
    Uni<String> replace(String secret, ConsoleSession next) {
        String fresh = newSecret();
        return database.withTransaction(sql ->
                        sql.preparedQuery("DELETE FROM console_session WHERE digest = $1")
                                .execute(Tuple.of(digest(secret)))
                                .chain(() -> insert(sql, digest(fresh), next)))
                .replaceWith(fresh);
    }

    Uni<Void> end(String secret) {
        return database.preparedQuery("DELETE FROM console_session WHERE digest = $1")
                .execute(Tuple.of(digest(secret)))
                .replaceWithVoid();
    }

    /**
     * Empty where there is none, where it has expired, or where a password signed in that is no
     * longer the user's.
     */
    Uni<Optional<ConsoleSession>> find(String secret) {
        if (secret.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        String digest = digest(secret);
        return database.preparedQuery(
                        """
                        SELECT s.account, s.user_id, s.password_version, s.multi_factor,
                               s.must_change, s.provider, s.role_id, s.expires, s.key_id, s.token,
                               s.role_key_id, s.role_token, s.role_expires
                        FROM console_session s
                        WHERE s.digest = $1 AND s.expires > $2
                          AND (s.provider IS NOT NULL
                            OR EXISTS (SELECT FROM login_profile l
                                       WHERE l.user_id = s.user_id
                                         AND l.version = s.password_version))
                        """)
                .execute(Tuple.of(digest, Columns.time(clock.instant())))
                .map(rows -> Columns.first(rows, row -> session(row, digest)));
    }

    private Uni<Void> insert(SqlClient sql, String digest, ConsoleSession session) {
        Optional<Acting> role = session.role().map(ActingRole::acting);
        Optional<OfPassword> user = ofPassword(session.person());
        Optional<OfProvider> federated = ofProvider(session.person());
        return sql.preparedQuery(
                        """
                        INSERT INTO console_session
                            (digest, account, user_id, password_version, multi_factor,
                             must_change, provider, role_id, expires, key_id, token,
                             role_key_id, role_token, role_expires)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
                        """)
                .execute(
                        Tuple.tuple()
                                .addString(digest)
                                .addString(session.account().digits())
                                .addString(user.map(p -> p.id().text()).orElse(null))
                                .addInteger(user.map(OfPassword::version).orElse(null))
                                .addBoolean(user.map(OfPassword::multiFactor).orElse(false))
                                .addString(user.flatMap(OfPassword::mustChange).orElse(null))
                                .addString(federated.map(p -> p.provider().toString()).orElse(null))
                                .addString(federated.map(p -> p.id().text()).orElse(null))
                                .addOffsetDateTime(Columns.time(session.expires()))
                                .addString(session.own().map(Acting::accessKeyId).orElse(null))
                                .addValue(sealed(session.own(), digest))
                                .addString(role.map(Acting::accessKeyId).orElse(null))
                                .addValue(sealed(role, digest))
                                .addOffsetDateTime(
                                        session.role()
                                                .map(r -> Columns.time(r.expires()))
                                                .orElse(null)))
                .replaceWithVoid();
    }

    private ConsoleSession session(Row row, String digest) {
        Optional<Acting> role = acting(row, "role_key_id", "role_token", digest);
        Optional<Instant> roleExpires = Columns.timeIfAny(row, "role_expires");
        return new ConsoleSession(
                new AccountId(row.getString("account")),
                person(row),
                Columns.time(row, "expires"),
                acting(row, "key_id", "token", digest),
                // A role whose time is over is left.
                role.flatMap(acting ->
                        roleExpires
                                .filter(until -> until.isAfter(clock.instant()))
                                .map(until -> new ActingRole(acting, until))));
    }

    private static Person person(Row row) {
        String provider = row.getString("provider");
        return provider != null
                ? new OfProvider(new UniqueId(row.getString("role_id")), Arn.parse(provider))
                : new OfPassword(
                        new UniqueId(row.getString("user_id")),
                        row.getInteger("password_version"),
                        row.getBoolean("multi_factor"),
                        Optional.ofNullable(row.getString("must_change")));
    }

    private static Optional<OfPassword> ofPassword(Person person) {
        return person instanceof OfPassword user ? Optional.of(user) : Optional.empty();
    }

    private static Optional<OfProvider> ofProvider(Person person) {
        return person instanceof OfProvider federated ? Optional.of(federated) : Optional.empty();
    }

    private Optional<Acting> acting(Row row, String key, String token, String digest) {
        Buffer sealed = row.getBuffer(token);
        if (sealed == null) {
            return Optional.empty();
        }
        byte[] text = sealer.open(sealed.getBytes(), boundTo(digest));
        return Optional.of(
                new Acting(
                        row.getString(key),
                        new SessionToken(new String(text, StandardCharsets.UTF_8))));
    }

    /** A Buffer of the client itself: of ours, null would not do. */
    private io.vertx.core.buffer.@Nullable Buffer sealed(Optional<Acting> acting, String digest) {
        return acting.map(a -> a.token().text().getBytes(StandardCharsets.UTF_8))
                .map(text -> io.vertx.core.buffer.Buffer.buffer(sealer.seal(text, boundTo(digest))))
                .orElse(null);
    }

    private static byte[] boundTo(String digest) {
        return ("console-session/" + digest).getBytes(StandardCharsets.UTF_8);
    }

    private static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        CHANCE.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String digest(String secret) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
