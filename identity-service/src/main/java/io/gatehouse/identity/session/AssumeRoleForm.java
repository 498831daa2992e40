package io.gatehouse.identity.session;

import io.gatehouse.identity.role.RoleRow;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.session.SessionFacts;
import io.gatehouse.model.session.SessionPolicies;
import io.gatehouse.model.session.SessionTags;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One AssumeRole, as far as it can be judged without the role (SEMANTICS 8): tags, source identity,
 * chaining.
 *
 * @param duration as asked for, or an hour
 * @param tags asked for and inherited
 */
record AssumeRoleForm(
        AssumeRoleRequest request,
        Ancestry ancestry,
        Arn role,
        Duration duration,
        SessionTags tags,
        Optional<String> sourceIdentity) {

    /** Of a role that a role assumes, whatever its own limit. */
    private static final Duration CHAINED = Duration.ofHours(1);

    static AssumeRoleForm of(AssumeRoleRequest request, Ancestry ancestry) {
        Arn role = SessionForm.roleArn(request.roleArn());
        if (ancestry.caller() instanceof Caller.Root) {
            throw RefusedException.of(
                    ErrorCode.ACCESS_DENIED, "Roles may not be assumed by root accounts.");
        }
        Duration duration =
                SessionForm.duration(request.durationSeconds(), SessionForm.DEFAULT_OF_ROLES);
        if (ancestry.isChained() && duration.compareTo(CHAINED) > 0) {
            throw RefusedException.of(
                    ErrorCode.VALIDATION_ERROR,
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles"
                            + " assumed by role chaining");
        }
        return new AssumeRoleForm(
                request,
                ancestry,
                role,
                duration,
                SessionForm.tags(request.tags(), request.transitiveTagKeys(), ancestry.inherited()),
                sourceIdentity(request.sourceIdentity(), ancestry));
    }

    /** What the trust policy may ask about (SEMANTICS 5). */
    ContextKeys keys(Optional<Instant> mfa) {
        ContextKeys keys =
                ContextKeys.none()
                        .with("sts:RoleSessionName", request.roleSessionName())
                        .withRequestTags(SessionForm.requested(request.tags()))
                        .withAll("sts:TransitiveTagKeys", request.transitiveTagKeys());
        if (request.externalId() != null) {
            keys = keys.with("sts:ExternalId", request.externalId());
        }
        if (sourceIdentity.isPresent()) {
            keys = keys.with("sts:SourceIdentity", sourceIdentity.get());
        }
        return mfa.isEmpty()
                ? keys
                : keys.with("aws:MultiFactorAuthPresent", "true")
                        .with("aws:MultiFactorAuthAge", "0");
    }

    List<String> managedPolicies() {
        return SessionForm.arns(request.policyArns());
    }

    /** The session, once the role is known to trust; refuses what is longer than the role gives. */
    SessionRequest session(RoleRow trusting, SessionPolicies policies) {
        if (duration.compareTo(trusting.maxSession()) > 0) {
            throw RefusedException.of(
                    ErrorCode.VALIDATION_ERROR,
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this"
                            + " role.");
        }
        return SessionRequest.ofRole(
                        trusting.account(),
                        trusting.id(),
                        request.roleSessionName(),
                        duration,
                        ancestry.through())
                .withTags(tags)
                .withPolicies(policies)
                .withFacts(SessionFacts.NONE.withSourceIdentity(sourceIdentity));
    }

    /** Once set it stays, through every role that is assumed from there. */
    private static Optional<String> sourceIdentity(@Nullable String asked, Ancestry ancestry) {
        Optional<String> inherited = ancestry.sourceIdentity();
        if (asked == null) {
            return inherited;
        }
        if (asked.toLowerCase(Locale.ROOT).startsWith("aws:")) {
            throw RefusedException.of(
                    ErrorCode.VALIDATION_ERROR, "SourceIdentity must not start with 'aws:'.");
        }
        if (inherited.isPresent() && !inherited.get().equals(asked)) {
            throw RefusedException.of(
                    ErrorCode.ACCESS_DENIED,
                    "The source identity of the calling session cannot be changed.");
        }
        return Optional.of(asked);
    }
}
