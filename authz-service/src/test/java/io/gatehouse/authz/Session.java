package io.gatehouse.authz;

import com.nimbusds.jose.jwk.ECKey;

import io.gatehouse.authz.v1.Principal;
import io.gatehouse.kit.session.SessionTokenIssuer;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.AccountInKeyId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;
import io.gatehouse.model.session.SessionClaims;
import io.gatehouse.model.session.SessionFacts;
import io.gatehouse.model.session.SessionHolder;
import io.gatehouse.model.session.SessionLineage;
import io.gatehouse.model.session.SessionPolicies;
import io.gatehouse.model.session.SessionTags;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sessions with real tokens, as identity-service gives them. */
record Session(
        SessionHolder holder,
        Instant issued,
        Duration duration,
        SessionLineage lineage,
        SessionTags tags,
        SessionPolicies policies,
        SessionFacts facts) {

    static Session of(SessionHolder holder) {
        return new Session(
                holder,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Duration.ofHours(1),
                SessionLineage.NONE,
                SessionTags.NONE,
                SessionPolicies.NONE,
                SessionFacts.NONE);
    }

    static Session ofRole(AccountId account, String roleId) {
        return of(new SessionHolder.AssumedRole(account, new UniqueId(roleId), "sess"));
    }

    static Session ofUser(AccountId account, String userId) {
        return of(new SessionHolder.User(account, Optional.of(new UniqueId(userId))));
    }

    static Session federated(AccountId account, String userId) {
        return of(new SessionHolder.Federated(account, Optional.of(new UniqueId(userId)), "fred"));
    }

    Session inline(String document) {
        return new Session(
                holder,
                issued,
                duration,
                lineage,
                tags,
                new SessionPolicies(Optional.of(document), List.of()),
                facts);
    }

    Session managed(String arn) {
        return new Session(
                holder,
                issued,
                duration,
                lineage,
                tags,
                new SessionPolicies(Optional.empty(), List.of(Arn.parse(arn))),
                facts);
    }

    Session tagged(String key, String value) {
        return new Session(
                holder,
                issued,
                duration,
                lineage,
                new SessionTags(Map.of(key, value), List.of()),
                policies,
                facts);
    }

    Session from(AccountId account, String id) {
        return new Session(
                holder,
                issued,
                duration,
                lineage.with(new SessionLineage.Link(account, id)),
                tags,
                policies,
                facts);
    }

    Session with(SessionFacts other) {
        return new Session(holder, issued, duration, lineage, tags, policies, other);
    }

    Session issuedAt(Instant when) {
        return new Session(holder, when, duration, lineage, tags, policies, facts);
    }

    Principal principal() {
        return principal(KeysByHand.KEY);
    }

    Principal principal(ECKey signer) {
        SessionClaims claims =
                new SessionClaims(
                        AccountInKeyId.temporaryKey(holder.account(), new SecureRandom()),
                        "2026-11",
                        holder,
                        issued,
                        issued.plus(duration),
                        lineage,
                        tags,
                        policies,
                        facts);
        var outcome =
                (SessionTokenIssuer.Outcome.Issued)
                        new SessionTokenIssuer(() -> signer).issue(claims);
        return Principal.newBuilder().setSessionToken(outcome.token().text()).build();
    }
}
