package io.gatehouse.policy.decision;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policy.language.PrincipalClause;

import org.jspecify.annotations.Nullable;

/** One compiled name of a Principal element, and whom it names. Allocates nothing when asked. */
sealed interface PrincipalName {

    /** One of the constants of {@link PrincipalTest}. */
    int naming(Evaluation evaluation, boolean deny);

    static PrincipalName of(PrincipalClause.Name name) {
        String text = name.text();
        return switch (name.type()) {
            case AWS -> aws(text);
            case SERVICE -> new Service(text);
            case FEDERATED -> new Provider(text);
            case CANONICAL_USER -> new Nobody();
        };
    }

    private static PrincipalName aws(String text) {
        if (text.equals("*")) {
            return new Anyone();
        }
        if (AccountId.isValid(text)) {
            return new Account(new AccountId(text), "arn:");
        }
        if (!Arn.isArn(text)) {
            return byId(text);
        }
        Arn arn = Arn.parse(text);
        if (!AccountId.isValid(arn.account())) {
            return new Nobody();
        }
        AccountId account = new AccountId(arn.account());
        String partition = "arn:" + arn.partition() + ":";
        String[] parts = arn.resource().split("/", -1);
        String last = parts[parts.length - 1];
        return switch (arn.service() + ":" + parts[0]) {
            case "iam:root" -> new Account(account, partition);
            case "iam:user" -> new UserArn(text);
            case "iam:role" -> new RoleArn(partition, account, last);
            case "sts:assumed-role" ->
                    parts.length == 3
                            ? new SessionArn(partition, account, parts[1], parts[2])
                            : new Nobody();
            case "sts:federated-user" -> new FederatedArn(text);
            default -> new Nobody();
        };
    }

    private static PrincipalName byId(String text) {
        int colon = text.indexOf(':');
        String id = colon < 0 ? text : text.substring(0, colon);
        if (!UniqueId.isWellFormed(id)) {
            return new Nobody();
        }
        return new Id(new UniqueId(id), colon < 0 ? null : text.substring(colon + 1));
    }

    /** {@code *}; for a web identity only where it denies. */
    record Anyone() implements PrincipalName {
        @Override
        public int naming(Evaluation evaluation, boolean deny) {
            return evaluation.principal() instanceof Principal.WebIdentity && !deny
                    ? PrincipalTest.NOBODY
                    : PrincipalTest.DIRECTLY;
        }
    }

    /** An account, by its id (of any partition) or by the ARN of its root. */
    record Account(AccountId account, String arnStart) implements PrincipalName {
        @Override
        public int naming(Evaluation evaluation, boolean deny) {
            Principal caller = evaluation.principal();
            AccountId theirs = caller.account();
            return theirs != null
                            && account.digits().equals(theirs.digits())
                            && caller.arn().startsWith(arnStart)
                    ? PrincipalTest.BY_ACCOUNT
                    : PrincipalTest.NOBODY;
        }
    }

    /** A user by ARN, compared as text: names are case-sensitive here. */
    record UserArn(String text) implements PrincipalName {
        @Override
        public int naming(Evaluation evaluation, boolean deny) {
            if (evaluation.matching() == PrincipalMatching.STORED) {
                return PrincipalTest.NOBODY;
            }
            return switch (evaluation.principal()) {
                case Principal.User user when user.arn().equals(text) -> PrincipalTest.DIRECTLY;
                case Principal.FederatedUser federated when text.equals(federated.userArn()) ->
                        PrincipalTest.BY_ORIGIN;
                default -> PrincipalTest.NOBODY;
            };
        }
    }

    /** A role by ARN: the session ARN has no path, so account and name count. */
    record RoleArn(String arnStart, AccountId account, String name) implements PrincipalName {
        @Override
        public int naming(Evaluation evaluation, boolean deny) {
            return evaluation.matching() == PrincipalMatching.FROM_REQUEST
                            && evaluation.principal() instanceof Principal.AssumedRole session
                            && isRole(session, arnStart, account, name)
                    ? PrincipalTest.BY_ORIGIN
                    : PrincipalTest.NOBODY;
        }
    }

    /** A session by ARN. */
    record SessionArn(String arnStart, AccountId account, String role, String sessionName)
            implements PrincipalName {
        @Override
        public int naming(Evaluation evaluation, boolean deny) {
            return evaluation.matching() == PrincipalMatching.FROM_REQUEST
                            && evaluation.principal() instanceof Principal.AssumedRole session
                            && session.sessionName().equals(sessionName)
                            && isRole(session, arnStart, account, role)
                    ? PrincipalTest.DIRECTLY
                    : PrincipalTest.NOBODY;
        }
    }

    /** A federated session: it has no id, so its ARN counts in stored policies too. */
    record FederatedArn(String text) implements PrincipalName {
        @Override
        public int naming(Evaluation evaluation, boolean deny) {
            return evaluation.principal() instanceof Principal.FederatedUser federated
                            && federated.arn().equals(text)
                    ? PrincipalTest.DIRECTLY
                    : PrincipalTest.NOBODY;
        }
    }

    /** A user, a role, or (with a session name) a session of a role, by unique id. */
    record Id(UniqueId id, @Nullable String sessionName) implements PrincipalName {
        @Override
        public int naming(Evaluation evaluation, boolean deny) {
            return switch (evaluation.principal()) {
                case Principal.User user when sessionName == null && id.equals(user.id()) ->
                        PrincipalTest.DIRECTLY;
                case Principal.FederatedUser federated
                        when sessionName == null && id.equals(federated.userId()) ->
                        PrincipalTest.BY_ORIGIN;
                case Principal.AssumedRole session when id.equals(session.roleId()) -> {
                    if (sessionName == null) {
                        yield PrincipalTest.BY_ORIGIN;
                    }
                    yield session.sessionName().equals(sessionName)
                            ? PrincipalTest.DIRECTLY
                            : PrincipalTest.NOBODY;
                }
                default -> PrincipalTest.NOBODY;
            };
        }
    }

    /** A service. */
    record Service(String name) implements PrincipalName {
        @Override
        public int naming(Evaluation evaluation, boolean deny) {
            return evaluation.principal() instanceof Principal.ServicePrincipal service
                            && service.name().equals(name)
                    ? PrincipalTest.DIRECTLY
                    : PrincipalTest.NOBODY;
        }
    }

    /** An identity provider. */
    record Provider(String text) implements PrincipalName {
        @Override
        public int naming(Evaluation evaluation, boolean deny) {
            return evaluation.principal() instanceof Principal.WebIdentity identity
                            && identity.provider().equals(text)
                    ? PrincipalTest.DIRECTLY
                    : PrincipalTest.NOBODY;
        }
    }

    /** What names no principal that Gatehouse knows. */
    record Nobody() implements PrincipalName {
        @Override
        public int naming(Evaluation evaluation, boolean deny) {
            return PrincipalTest.NOBODY;
        }
    }

    private static boolean isRole(
            Principal.AssumedRole session, String arnStart, AccountId account, String name) {
        return session.account().digits().equals(account.digits())
                && KeyNames.same(session.roleName(), name)
                && session.arn().startsWith(arnStart);
    }
}
