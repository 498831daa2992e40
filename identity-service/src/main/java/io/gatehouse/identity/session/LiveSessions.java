package io.gatehouse.identity.session;

import io.gatehouse.identity.accesskey.SecretKey;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.SessionToken;
import io.gatehouse.kit.session.SessionSecrets;
import io.gatehouse.kit.session.SessionTokenVerifier;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.session.SessionClaims;
import io.gatehouse.model.session.SessionHolder;
import io.gatehouse.model.session.SessionLineage.Link;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whose a presented session is, and whether all that it rests on is still there: its role or user,
 * and each key, user and role that it came through (SEMANTICS 8). One read, whether the token is
 * genuine or not.
 */
@ApplicationScoped
public class LiveSessions {

    private final Pool database;
    private final SessionTokenVerifier verifier;
    private final SessionSecrets secrets;

    LiveSessions(Pool database, SessionTokenVerifier verifier, SessionSecrets secrets) {
        this.database = database;
        this.verifier = verifier;
        this.secrets = secrets;
    }

    /**
     * What the token says; empty for one that is not genuine. Nothing is said about whether it
     * still holds.
     */
    public Uni<Optional<SessionClaims>> claims(SessionToken token) {
        return verifier.verify(token.text());
    }

    /** Empty where the token is not genuine, belongs to another key, or its holder is gone. */
    public Uni<Optional<LiveSession>> find(String accessKeyId, String token) {
        return verifier.verify(token)
                .map(found ->
                        found.filter(claims -> claims.accessKeyId().text().equals(accessKeyId)))
                .chain(claims -> living(claims, token));
    }

    private Uni<Optional<LiveSession>> living(Optional<SessionClaims> claims, String token) {
        Set<String> restsOn = new LinkedHashSet<>();
        claims.ifPresent(
                known -> known.descent().links().stream().map(Link::id).forEach(restsOn::add));
        String holder = claims.map(known -> known.holder().principalId()).orElse("");
        return database.preparedQuery(
                        """
                        SELECT (SELECT count(*) FROM iam_role WHERE role_id = ANY($1))
                             + (SELECT count(*) FROM iam_user WHERE user_id = ANY($1))
                             + (SELECT count(*) FROM access_key
                                WHERE access_key_id = ANY($1) AND active)
                             + (SELECT count(*) FROM account WHERE account = ANY($1)) AS alive,
                               (SELECT name FROM iam_role WHERE role_id = $2) AS role,
                               (SELECT name FROM iam_user WHERE user_id = $2) AS name,
                               (SELECT path FROM iam_user WHERE user_id = $2) AS path
                        """)
                .execute(Tuple.of(restsOn.toArray(String[]::new), holder))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    boolean isAlive = row.getLong("alive") == restsOn.size();
                    return claims.flatMap(known -> session(known, token, row, isAlive));
                });
    }

    private Optional<LiveSession> session(
            SessionClaims claims, String text, Row row, boolean isAlive) {
        SessionToken token = new SessionToken(text);
        Optional<String> secret =
                secrets.secretOf(claims.secretKeyId(), claims.accessKeyId(), token);
        return caller(claims, token, row)
                .map(caller ->
                        new LiveSession(
                                claims,
                                caller,
                                isAlive ? secret.map(SecretKey::new) : Optional.empty()));
    }

    private static Optional<Caller> caller(SessionClaims claims, SessionToken token, Row row) {
        String key = claims.accessKeyId().text();
        List<Arn> chain = claims.lineage().chain();
        return switch (claims.holder()) {
            case SessionHolder.AssumedRole(var account, var id, String sessionName) ->
                    Optional.ofNullable(row.getString("role"))
                            .map(role ->
                                    new Caller.AssumedRole(
                                            account,
                                            SessionNames.ofRole(account, role, sessionName),
                                            id.text(),
                                            key,
                                            chain,
                                            token));
            case SessionHolder.User(var account, var user) ->
                    user.isPresent()
                            ? user(account, user.get().text(), key, token, row)
                            : Optional.of(new Caller.Root(account, key, Optional.of(token)));
            case SessionHolder.SignedIn(var account, var user) ->
                    user.isPresent()
                            ? user(account, user.get().text(), key, token, row)
                            : Optional.of(new Caller.Root(account, key, Optional.of(token)));
            case SessionHolder.Federated federated ->
                    Optional.of(
                            new Caller.FederatedUser(
                                    federated.account(),
                                    SessionNames.ofFederated(federated.account(), federated.name()),
                                    federated.principalId(),
                                    key,
                                    chain,
                                    token));
        };
    }

    private static Optional<Caller> user(
            AccountId account, String id, String key, SessionToken token, Row row) {
        return Optional.ofNullable(row.getString("name"))
                .map(EntityName::new)
                .map(name ->
                        new Caller.User(
                                account,
                                UserRow.arn(account, new EntityPath(row.getString("path")), name),
                                id,
                                name.text(),
                                key,
                                Optional.of(token)));
    }
}
