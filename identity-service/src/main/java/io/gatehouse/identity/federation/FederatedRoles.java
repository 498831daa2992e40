package io.gatehouse.identity.federation;

import io.gatehouse.identity.role.RoleRow;
import io.gatehouse.identity.session.IssuedSession;
import io.gatehouse.identity.session.SessionForm;
import io.gatehouse.identity.session.SessionGift;
import io.gatehouse.identity.session.SessionNames;
import io.gatehouse.identity.session.SessionPolicyForm;
import io.gatehouse.identity.session.SessionRequest;
import io.gatehouse.identity.session.Sessions;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.session.SessionFacts;
import io.gatehouse.model.session.SessionLineage;
import io.gatehouse.model.session.SessionPolicies;
import io.gatehouse.model.session.SessionTags;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Gives a session of a role that trusts what a provider vouches for. */
@ApplicationScoped
public class FederatedRoles {

    private final FederatedTrust trust;
    private final SessionPolicyForm policies;
    private final Sessions sessions;
    private final Clock clock;

    FederatedRoles(
            FederatedTrust trust, SessionPolicyForm policies, Sessions sessions, Clock clock) {
        this.trust = trust;
        this.policies = policies;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** A session that was given. */
    public record Granted(RoleRow role, String sessionName, IssuedSession session) {

        public Arn arn() {
            return SessionNames.ofRole(role.account(), role.name().text(), sessionName);
        }

        public String roleId() {
            return role.id().text() + ":" + sessionName;
        }
    }

    /** Fails with AccessDenied where the role does not trust what the provider says. */
    public Uni<Granted> assume(Call call, Vouched by, RoleWish wish) {
        return trust.require(call, by, wish)
                .chain(role ->
                        policies.require(role.account(), wish.policy().orElse(null), wish.managed())
                                .map(limits -> session(role, by, wish, limits))
                                .map(asked -> give(call, by, role, wish, asked)));
    }

    private Granted give(Call call, Vouched by, RoleRow role, RoleWish wish, SessionRequest asked) {
        SessionGift gift =
                new SessionGift(
                        call.as(FederatedTrust.asking(by)),
                        by.action(),
                        role.arn(),
                        SessionNames.ofRole(
                                role.account(), role.name().text(), wish.sessionName()));
        return new Granted(role, wish.sessionName(), sessions.give(asked, gift));
    }

    private SessionRequest session(
            RoleRow role, Vouched by, RoleWish wish, SessionPolicies limits) {
        return SessionRequest.ofRole(
                        role.account(),
                        role.id(),
                        wish.sessionName(),
                        duration(role, by, wish),
                        SessionLineage.NONE)
                .withTags(new SessionTags(wish.tags().all(), wish.tags().transitive()))
                .withPolicies(limits)
                .withFacts(
                        new SessionFacts(
                                Optional.empty(),
                                wish.sourceIdentity(),
                                Optional.of(by.provider().toString()),
                                by.sessionKeys()));
    }

    /** As asked, not longer than the role gives, and not beyond the end that the provider set. */
    private Duration duration(RoleRow role, Vouched by, RoleWish wish) {
        Duration asked = wish.duration().orElse(SessionForm.DEFAULT_OF_ROLES);
        if (asked.compareTo(role.maxSession()) > 0) {
            throw RefusedException.of(
                    ErrorCode.VALIDATION_ERROR,
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this"
                            + " role.");
        }
        Instant now = clock.instant();
        Optional<Duration> left = by.sessionEnd().map(end -> Duration.between(now, end));
        return left.isPresent() && left.get().compareTo(asked) < 0 ? left.get() : asked;
    }
}
