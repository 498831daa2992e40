package io.gatehouse.policy.reference;

import io.gatehouse.model.AccountId;
import io.gatehouse.policy.decision.Principal;
import io.gatehouse.policy.decision.PrincipalMatching;
import io.gatehouse.policy.language.PrincipalClause;
import io.gatehouse.policy.language.PrincipalClause.Anyone;
import io.gatehouse.policy.language.PrincipalClause.Listed;
import io.gatehouse.policy.language.PrincipalClause.Name;
import io.gatehouse.policy.language.PrincipalClause.NotPrincipals;
import io.gatehouse.policy.language.PrincipalClause.Principals;

import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** How a statement of a resource policy names the caller (SEMANTICS 7). */
final class Naming {

    /** The rows of the table of SEMANTICS 7. */
    enum Form {
        /** The user, the role session or the federated session itself; or a service, a provider. */
        SELF,
        /** {@code *} */
        STAR,
        /** The role of a role session, the user of a federated session. */
        ISSUER,
        ACCOUNT
    }

    private final Principal caller;
    private final PrincipalMatching matching;
    private final boolean hasBoundary;

    Naming(Principal caller, PrincipalMatching matching, boolean hasBoundary) {
        this.caller = caller;
        this.matching = matching;
        this.hasBoundary = hasBoundary;
    }

    /** The forms in which the statement speaks of the caller; empty where it does not. */
    Set<Form> formsOf(Optional<PrincipalClause> clause, boolean deny) {
        if (clause.isEmpty()) {
            return Set.of();
        }
        return switch (clause.get()) {
            case Principals(PrincipalClause.Names names) -> {
                Set<Form> named = named(names);
                if (!deny && caller instanceof Principal.WebIdentity) {
                    // SEMANTICS 8: only an entry under Federated lets a provider's caller in.
                    named.remove(Form.STAR);
                }
                yield named;
            }
            case NotPrincipals(PrincipalClause.Names names) -> {
                boolean applies =
                        deny ? hasBoundary || !isSpared(named(names)) : named(names).isEmpty();
                yield applies ? EnumSet.of(Form.STAR) : Set.of();
            }
        };
    }

    /** All of the caller's identities must be listed (SEMANTICS 7). */
    private boolean isSpared(Set<Form> named) {
        if (named.contains(Form.STAR)) {
            return true;
        }
        return switch (caller) {
            case Principal.AccountRoot _ -> named.contains(Form.ACCOUNT);
            case Principal.User _ -> named.containsAll(Set.of(Form.ACCOUNT, Form.SELF));
            case Principal.AssumedRole role when role.sessionName().isEmpty() ->
                    named.containsAll(Set.of(Form.ACCOUNT, Form.ISSUER));
            case Principal.FederatedUser federated
                    when federated.userArn() == null && federated.userId() == null ->
                    named.containsAll(Set.of(Form.ACCOUNT, Form.SELF));
            case Principal.AssumedRole _, Principal.FederatedUser _ ->
                    named.containsAll(Set.of(Form.ACCOUNT, Form.ISSUER, Form.SELF));
            case Principal.ServicePrincipal _, Principal.WebIdentity _ -> named.contains(Form.SELF);
            case Principal.Anonymous _ -> false;
        };
    }

    private Set<Form> named(PrincipalClause.Names names) {
        Set<Form> forms = EnumSet.noneOf(Form.class);
        switch (names) {
            case Anyone _ -> forms.add(Form.STAR);
            case Listed(List<Name> listed) -> {
                for (Name name : listed) {
                    form(name).ifPresent(forms::add);
                }
            }
        }
        return forms;
    }

    private Optional<Form> form(Name name) {
        return switch (name.type()) {
            case AWS -> aws(name.text());
            case SERVICE ->
                    when(
                            caller instanceof Principal.ServicePrincipal(String service)
                                    && service.equals(name.text()),
                            Form.SELF);
            case FEDERATED ->
                    when(
                            caller instanceof Principal.WebIdentity(String provider)
                                    && provider.equals(name.text()),
                            Form.SELF);
            case CANONICAL_USER -> Optional.empty();
        };
    }

    private static Optional<Form> when(boolean holds, Form form) {
        return holds ? Optional.of(form) : Optional.empty();
    }

    private Optional<Form> aws(String text) {
        if (text.equals("*")) {
            return Optional.of(Form.STAR);
        }
        AccountId account = caller.account();
        if (account != null
                && (text.equals(account.digits())
                        || text.equals(
                                "arn:%s:iam::%s:root".formatted(partition(), account.digits())))) {
            return Optional.of(Form.ACCOUNT);
        }
        boolean arns = matching == PrincipalMatching.FROM_REQUEST;
        return switch (caller) {
            case Principal.User user ->
                    when(is(user.id(), text) || (arns && text.equals(user.arn())), Form.SELF);
            case Principal.AssumedRole role -> {
                if (is(role.roleId(), text) || (arns && isRole(role, text))) {
                    yield Optional.of(Form.ISSUER);
                }
                boolean byId = is(sessionId(role), text);
                boolean session =
                        !role.sessionName().isEmpty() && (byId || (arns && isSession(role, text)));
                yield when(session, Form.SELF);
            }
            case Principal.FederatedUser federated -> {
                if (text.equals(federated.arn())) {
                    yield Optional.of(Form.SELF);
                }
                yield when(
                        is(federated.userId(), text)
                                || (arns && Objects.equals(federated.userArn(), text)),
                        Form.ISSUER);
            }
            case Principal.AccountRoot _,
                    Principal.ServicePrincipal _,
                    Principal.WebIdentity _,
                    Principal.Anonymous _ ->
                    Optional.empty();
        };
    }

    private static @Nullable String sessionId(Principal.AssumedRole role) {
        return role.roleId() == null ? null : role.roleId() + ":" + role.sessionName();
    }

    private static boolean is(@Nullable Object id, String text) {
        return id != null && id.toString().equals(text);
    }

    private String partition() {
        String[] parts = caller.arn().split(":", 3);
        return parts.length > 1 ? parts[1] : "aws";
    }

    /** Partition, account and role name; the name without regard to case, the path not at all. */
    private boolean isRole(Principal.AssumedRole role, String text) {
        String start = "arn:%s:iam::%s:role/".formatted(partition(), role.account().digits());
        return text.startsWith(start)
                && Folding.same(text.substring(text.lastIndexOf('/') + 1), role.roleName());
    }

    private boolean isSession(Principal.AssumedRole role, String text) {
        String start =
                "arn:%s:sts::%s:assumed-role/".formatted(partition(), role.account().digits());
        if (!text.startsWith(start)) {
            return false;
        }
        String[] parts = text.substring(start.length()).split("/", -1);
        return parts.length == 2
                && Folding.same(parts[0], role.roleName())
                && parts[1].equals(role.sessionName());
    }
}
