package io.gatehouse.snapshot;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;
import io.gatehouse.model.session.SessionClaims;
import io.gatehouse.model.session.SessionHolder;
import io.gatehouse.model.session.SessionPolicies;
import io.gatehouse.policy.decision.ApplicablePolicies;
import io.gatehouse.policy.decision.CompiledPolicy;
import io.gatehouse.policy.decision.PolicyName;
import io.gatehouse.policy.decision.PolicySet;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.snapshot.IdentityTables.RoleRow;
import io.gatehouse.snapshot.IdentityTables.UserRow;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the holder of a genuine session by unique id, and gathers what limits the session: what
 * holds for its role or user, and its own policies, managed ones as they are now (SEMANTICS 6 and
 * 8).
 *
 * @param home the account of the holder
 */
record SessionResolver(Resolver home) {

    /** What the rights of root allow, for the sessions that root gives (SEMANTICS 6, point 0). */
    private static final String EVERYTHING =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}
            """;

    Resolution resolve(SessionClaims claims) {
        return switch (claims.holder()) {
            case SessionHolder.AssumedRole role -> role(role, claims);
            case SessionHolder.User(var account, var user) -> user(account, user);
            case SessionHolder.SignedIn(var account, var user) -> user(account, user);
            case SessionHolder.Federated federated -> federated(federated, claims);
        };
    }

    /** The user of that id with its own rights; root where there is none. */
    Resolution user(AccountId account, Optional<UniqueId> user) {
        if (user.isEmpty()) {
            return home.resolve(Principal.AccountRoot.of(account));
        }
        UserRow row = home.account().identity().users().get(user.get().text());
        return row == null
                ? new Resolution.Unknown(
                        nameless(account, user.get().text()), "the user has been deleted")
                : home.known(row);
    }

    private Resolution role(SessionHolder.AssumedRole asked, SessionClaims claims) {
        RoleRow row = home.account().identity().roles().get(asked.role().text());
        if (row == null) {
            return new Resolution.Unknown(
                    nameless(asked.account(), asked.role().text()), "the role has been deleted");
        }
        var session =
                new Principal.AssumedRole(
                        Arn.sts(
                                        asked.account(),
                                        "assumed-role/" + row.name() + "/" + asked.sessionName())
                                .toString(),
                        asked.account(),
                        home.arn("role", row.path(), row.name()),
                        row.name(),
                        asked.sessionName(),
                        asked.role());
        return limited(session, home.held(row), row.tags(), claims);
    }

    private Resolution federated(SessionHolder.Federated asked, SessionClaims claims) {
        Resolution of = user(asked.account(), asked.user());
        if (!(of instanceof Resolution.Known known)) {
            return of;
        }
        var federated =
                new Principal.FederatedUser(
                        Arn.sts(asked.account(), "federated-user/" + asked.name()).toString(),
                        asked.account(),
                        asked.name(),
                        known.principal().arn(),
                        asked.user().orElse(null));
        ApplicablePolicies policies =
                asked.user().isPresent() ? known.policies() : withEverything(known.policies());
        return limited(federated, policies, known.tags(), claims);
    }

    private ApplicablePolicies withEverything(ApplicablePolicies ofRoot) {
        PolicySet everything =
                home.library()
                        .set(
                                List.of(
                                        home.library()
                                                .policy(
                                                        PolicyName.of("root"),
                                                        PolicyKind.IDENTITY,
                                                        EVERYTHING)));
        return new ApplicablePolicies(
                everything,
                ofRoot.boundaries(),
                ofRoot.session(),
                ofRoot.serviceControl(),
                ofRoot.resourceControl(),
                ofRoot.resource(),
                ofRoot.resourceMatching());
    }

    private Resolution limited(
            Principal principal,
            ApplicablePolicies held,
            Map<String, String> tags,
            SessionClaims claims) {
        PolicySet session;
        try {
            session = session(claims.policies());
        } catch (BrokenPolicyException e) {
            // A policy that is gone grants nothing, and may have denied something.
            return new Resolution.Unknown(principal, "a session policy is missing: " + e.text());
        }
        ApplicablePolicies policies =
                new ApplicablePolicies(
                        held.identity(),
                        held.boundaries(),
                        session,
                        held.serviceControl(),
                        held.resourceControl(),
                        held.resource(),
                        held.resourceMatching());
        return new Resolution.Known(principal, policies, claims.tags().over(tags));
    }

    private @Nullable PolicySet session(SessionPolicies policies) {
        if (policies.isEmpty()) {
            return null;
        }
        List<CompiledPolicy> all = new ArrayList<>();
        policies.inline()
                .ifPresent(document ->
                        all.add(
                                home.library()
                                        .policy(
                                                PolicyName.of("session-policy"),
                                                PolicyKind.SESSION,
                                                document)));
        policies.managed().forEach(arn -> all.add(home.managed(arn.toString(), null)));
        return home.library().set(all);
    }

    /** For the answer about a holder that is gone: its id stands for its name. */
    private static Principal nameless(AccountId account, String id) {
        return new Principal.User("arn:aws:iam::" + account.digits() + ":" + id, account, id, null);
    }
}
