package io.gatehouse.replica.decide;

import io.gatehouse.model.session.SessionClaims;
import io.gatehouse.policy.decision.RequestContext;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * The context keys that follow from how a principal proved who it is (SEMANTICS 5). They win over
 * what a request says, also where they are absent: a long-term key has no issue time.
 */
final class TokenKeys {

    private static final List<String> OWNED =
            List.of(
                    "aws:TokenIssueTime",
                    "aws:MultiFactorAuthPresent",
                    "aws:MultiFactorAuthAge",
                    "aws:SourceIdentity",
                    "aws:FederatedProvider");

    private TokenKeys() {}

    /** Nothing for a principal that is only named, except that such a session has no issue time. */
    static void supply(
            Optional<Identity> identity,
            boolean isSession,
            Instant now,
            RequestContext.Builder context) {
        if (identity.isEmpty()) {
            if (isSession) {
                context.remove("aws:TokenIssueTime");
            }
            return;
        }
        OWNED.forEach(context::remove);
        if (identity.get() instanceof Identity.Session(SessionClaims claims)) {
            supply(claims, now, context);
        }
    }

    private static void supply(SessionClaims claims, Instant now, RequestContext.Builder context) {
        claims.facts().context().forEach(context::put);
        context.put(
                "aws:TokenIssueTime",
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        claims.issued().atOffset(ZoneOffset.UTC)));
        Optional<Instant> mfa = claims.facts().mfaAt();
        context.put("aws:MultiFactorAuthPresent", Boolean.toString(mfa.isPresent()));
        mfa.ifPresent(at ->
                context.put(
                        "aws:MultiFactorAuthAge",
                        Long.toString(Math.max(0, Duration.between(at, now).toSeconds()))));
        claims.facts().sourceIdentity().ifPresent(id -> context.put("aws:SourceIdentity", id));
        claims.facts().provider().ifPresent(id -> context.put("aws:FederatedProvider", id));
    }
}
