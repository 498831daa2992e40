package io.gatehouse.policy.decision;

import io.gatehouse.policy.language.PolicyKind;
import io.gatehouse.policy.language.PrincipalClause;
import io.gatehouse.policy.language.Statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A compiled Principal or NotPrincipal element (SEMANTICS 2.5, 7, 8). */
final class PrincipalTest {

    /** Not this caller. */
    static final int NOBODY = 0;

    /** By account or root ARN: delegates, so identity policies must allow too. */
    static final int BY_ACCOUNT = 1;

    /** A session by its role, or a federated session by its user: boundary and session limit. */
    static final int BY_ORIGIN = 2;

    /** By the caller's own ARN or id, its service, its provider, or as anyone. */
    static final int DIRECTLY = 3;

    /** For statements of policies that name no principals. */
    static final PrincipalTest UNRESTRICTED = new PrincipalTest(false, List.of());

    /** For statements of resource policies without Principal. */
    static final PrincipalTest NEVER = new PrincipalTest(false, List.of());

    private final boolean negated;
    private final List<PrincipalName> names;

    private PrincipalTest(boolean negated, List<PrincipalName> names) {
        this.negated = negated;
        this.names = names;
    }

    static PrincipalTest of(Statement statement, PolicyKind kind) {
        if (!kind.namesPrincipals()) {
            return UNRESTRICTED;
        }
        Optional<PrincipalClause> clause = statement.principal();
        if (clause.isEmpty()) {
            return NEVER;
        }
        if (kind == PolicyKind.RESOURCE_CONTROL
                && clause.get() instanceof PrincipalClause.Principals everyone
                && everyone.names() instanceof PrincipalClause.Anyone) {
            return UNRESTRICTED;
        }
        List<PrincipalName> names = new ArrayList<>();
        switch (clause.get().names()) {
            case PrincipalClause.Anyone _ -> names.add(new PrincipalName.Anyone());
            case PrincipalClause.Listed listed ->
                    listed.names().forEach(name -> names.add(PrincipalName.of(name)));
        }
        return switch (clause.get()) {
            case PrincipalClause.Principals _ -> new PrincipalTest(false, List.copyOf(names));
            case PrincipalClause.NotPrincipals _ -> new PrincipalTest(true, List.copyOf(names));
        };
    }

    /** How the caller is named, if at all. */
    int matches(Evaluation evaluation, boolean deny) {
        if (this == UNRESTRICTED) {
            return DIRECTLY;
        }
        if (this == NEVER) {
            return NOBODY;
        }
        if (!negated) {
            int best = NOBODY;
            for (int i = 0; i < names.size(); i++) {
                best = Math.max(best, names.get(i).naming(evaluation, deny));
            }
            return best;
        }
        if (deny) {
            return evaluation.callerHasBoundary() || !isSpared(evaluation) ? DIRECTLY : NOBODY;
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).naming(evaluation, true) != NOBODY) {
                return NOBODY;
            }
        }
        return DIRECTLY;
    }

    /** NotPrincipal with Deny: everything that the caller is must be listed (SEMANTICS 7). */
    private boolean isSpared(Evaluation evaluation) {
        boolean anyone = false;
        boolean account = false;
        boolean origin = false;
        boolean self = false;
        for (int i = 0; i < names.size(); i++) {
            PrincipalName name = names.get(i);
            if (name instanceof PrincipalName.Anyone) {
                anyone = true;
                continue;
            }
            switch (name.naming(evaluation, true)) {
                case BY_ACCOUNT -> account = true;
                case BY_ORIGIN -> origin = true;
                case DIRECTLY -> self = true;
                default -> {}
            }
        }
        return anyone
                || switch (evaluation.principal()) {
                    case Principal.AccountRoot _ -> account;
                    case Principal.User _ -> account && self;
                    case Principal.AssumedRole session ->
                            account && origin && (self || session.sessionName().isEmpty());
                    case Principal.FederatedUser federated -> {
                        boolean unknown = federated.userArn() == null && federated.userId() == null;
                        yield account && self && (origin || unknown);
                    }
                    case Principal.ServicePrincipal _ -> self;
                    case Principal.WebIdentity _ -> self;
                    case Principal.Anonymous _ -> false;
                };
    }

    boolean isUnrestricted() {
        return this == UNRESTRICTED;
    }

    boolean isNegated() {
        return negated;
    }

    /** For traces. */
    String title() {
        return negated ? "NotPrincipal" : "Principal";
    }
}
