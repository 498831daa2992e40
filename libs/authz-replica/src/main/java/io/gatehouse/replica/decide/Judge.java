package io.gatehouse.replica.decide;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.model.session.SessionClaims;
import io.gatehouse.model.session.SessionLineage;
import io.gatehouse.model.session.SessionTags;
import io.gatehouse.policy.decision.ApplicablePolicies;
import io.gatehouse.policy.decision.AuthorizationRequest;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.PrincipalMatching;
import io.gatehouse.policy.decision.RequestContext;
import io.gatehouse.replica.decide.CheckRefusedException.Reason;
import io.gatehouse.snapshot.Resolution;
import io.gatehouse.snapshot.SnapshotView;
import io.gatehouse.snapshot.StoredPolicy;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings question and view together into what the engine decides on. Pure: the view and the time
 * are handed in.
 */
public final class Judge {

    private Judge() {}

    /** What there is to decide. */
    public sealed interface Matter {

        /** Whose facts it rests on. */
        List<PolicyOwner> owners();

        /** Whom it is about. */
        Principal principal();

        /** Whether the session's policies and tags are the asker's word. */
        boolean isSessionUnverified();

        /** For the engine. */
        record Open(
                ApplicablePolicies policies,
                AuthorizationRequest request,
                List<PolicyOwner> owners,
                boolean isSessionUnverified)
                implements Matter {
            @Override
            public Principal principal() {
                return request.principal();
            }
        }

        /** No such principal: the answer is no. */
        record Stranger(
                Principal principal,
                String reason,
                List<PolicyOwner> owners,
                boolean isSessionUnverified)
                implements Matter {}
    }

    /** Throws {@link CheckRefusedException} where no decision may be made. */
    public static Matter open(SnapshotView view, Question question, Instant now) {
        return switch (resolve(view, question)) {
            case Resolution.Undecidable(String reason) ->
                    throw new CheckRefusedException(Reason.UNAVAILABLE, reason);
            case Resolution.Unknown(Principal principal, String reason) ->
                    new Matter.Stranger(
                            principal,
                            reason,
                            owners(principal, question),
                            isUnverified(principal, question));
            case Resolution.Known known when isOver(question, now) ->
                    new Matter.Stranger(
                            known.principal(),
                            "the session has expired",
                            owners(known.principal(), question),
                            false);
            case Resolution.Known known -> open(view, question, known, now);
        };
    }

    private static Resolution resolve(SnapshotView view, Question question) {
        if (question.identity().isPresent()) {
            return switch (question.identity().get()) {
                case Identity.Session(SessionClaims claims) -> view.resolve(claims);
                case Identity.LongTermKey(var account, var user, String key) ->
                        view.resolveKey(account, user, key);
                case Identity.Nobody(String reason) ->
                        throw new CheckRefusedException(Reason.INVALID, reason);
            };
        }
        try {
            return view.resolve(question.principal());
        } catch (IllegalArgumentException e) {
            throw Question.invalid(e.getMessage());
        }
    }

    private static boolean isOver(Question question, Instant now) {
        return question.identity().isPresent()
                && question.identity().get() instanceof Identity.Session(SessionClaims claims)
                && !claims.expires().isAfter(now);
    }

    private static boolean isUnverified(Principal principal, Question question) {
        return isSession(principal) && question.identity().isEmpty();
    }

    private static Matter open(
            SnapshotView view, Question question, Resolution.Known known, Instant now) {
        Principal principal = known.principal();
        boolean isUnverified = isUnverified(principal, question);
        if (!isUnverified && (question.session() != null || !question.sessionTags().isEmpty())) {
            throw Question.invalid(
                    "`%s` is not a session named by ARN: it takes neither session policies nor session tags"
                            .formatted(principal.arn()));
        }
        RequestContext context =
                OwnedKeys.context(
                        question,
                        principal,
                        new SessionTags(question.sessionTags(), List.of()).over(known.tags()),
                        now);
        AuthorizationRequest request =
                AuthorizationRequest.of(
                        principal, question.action().toString(), question.resource(), context);
        AccountId owner = question.resourceAccount();
        if (owner != null) {
            request = request.withResourceAccount(owner);
        }
        if (question.resourcePolicyRequired().isPresent()) {
            request = request.withResourcePolicyRequired(question.resourcePolicyRequired().get());
        }
        return new Matter.Open(
                policies(view, question, known, request),
                request,
                owners(principal, question),
                isUnverified);
    }

    private static ApplicablePolicies policies(
            SnapshotView view,
            Question question,
            Resolution.Known known,
            AuthorizationRequest request) {
        ApplicablePolicies own = known.policies();
        if (question.session() != null) {
            own =
                    new ApplicablePolicies(
                            own.identity(),
                            own.boundaries(),
                            question.session(),
                            own.serviceControl(),
                            own.resourceControl(),
                            own.resource(),
                            own.resourceMatching());
        }
        AccountId owner = request.resourceAccount();
        if (owner != null && view.problem(owner).isPresent()) {
            throw new CheckRefusedException(Reason.UNAVAILABLE, view.problem(owner).get());
        }
        return switch (view.policyOf(question.action().toString(), question.resource(), owner)) {
            case StoredPolicy.Undecidable(String reason) ->
                    throw new CheckRefusedException(Reason.UNAVAILABLE, reason);
            case StoredPolicy.Stored stored ->
                    view.withResource(own, owner, stored.policy(), PrincipalMatching.STORED);
            case StoredPolicy.None _ ->
                    view.withResource(
                            own, owner, question.resourcePolicy(), PrincipalMatching.FROM_REQUEST);
        };
    }

    static boolean isSession(Principal principal) {
        return principal instanceof Principal.AssumedRole
                || principal instanceof Principal.FederatedUser;
    }

    private static List<PolicyOwner> owners(Principal principal, Question question) {
        AccountId home = principal.account();
        AccountId other = question.resourceAccount();
        List<SessionLineage.Link> links = links(question);
        if (home != null && links.isEmpty() && (other == null || other.equals(home))) {
            return List.of(home, PolicyOwner.AWS);
        }
        Set<PolicyOwner> owners = new LinkedHashSet<>();
        if (home != null) {
            owners.add(home);
        }
        links.forEach(link -> owners.add(link.account()));
        if (other != null) {
            owners.add(other);
        }
        owners.add(PolicyOwner.AWS);
        return List.copyOf(owners);
    }

    private static List<SessionLineage.Link> links(Question question) {
        return question.identity().isPresent()
                        && question.identity().get() instanceof Identity.Session(var claims)
                ? claims.lineage().links()
                : List.of();
    }
}
