package io.gatehouse.identity.role;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.IdKind;
import io.gatehouse.model.UniqueId;

/** What a text under {@code Principal.AWS} of a trust policy names. */
sealed interface TrustedName {

    /** Everyone with an account. */
    record Anyone() implements TrustedName {}

    /** All of an account, written as twelve digits or as its root ARN. */
    record WholeAccount(AccountId account) implements TrustedName {}

    record UserArn(AccountId account, EntityName name, Arn arn) implements TrustedName {}

    record RoleArn(AccountId account, EntityName name, Arn arn) implements TrustedName {}

    /** A session of a role; its ARN leaves the role's path out. */
    record SessionArn(AccountId account, EntityName role, String session) implements TrustedName {}

    record FederatedUserArn(AccountId account, String name) implements TrustedName {}

    /** A user or role by unique id, as stored. */
    record PrincipalId(UniqueId id) implements TrustedName {}

    /** A session by its role's unique id, as stored. */
    record SessionId(UniqueId role, String session) implements TrustedName {}

    /** Nothing that can be trusted: a group, a wildcard inside an ARN, another service's ARN. */
    record Nothing() implements TrustedName {}

    static TrustedName parse(String text) {
        if (text.equals("*")) {
            return new Anyone();
        }
        if (AccountId.isValid(text)) {
            return new WholeAccount(new AccountId(text));
        }
        if (Arn.isArn(text)) {
            return ofArn(Arn.parse(text));
        }
        int colon = text.indexOf(':');
        String id = colon < 0 ? text : text.substring(0, colon);
        if (!UniqueId.isWellFormed(id)) {
            return new Nothing();
        }
        UniqueId known = new UniqueId(id);
        if (colon >= 0) {
            return known.is(IdKind.ROLE)
                    ? new SessionId(known, text.substring(colon + 1))
                    : new Nothing();
        }
        return known.is(IdKind.USER) || known.is(IdKind.ROLE)
                ? new PrincipalId(known)
                : new Nothing();
    }

    private static TrustedName ofArn(Arn arn) {
        if (!arn.region().isEmpty()
                || !arn.partition().equals("aws")
                || !AccountId.isValid(arn.account())) {
            return new Nothing();
        }
        AccountId account = new AccountId(arn.account());
        String resource = arn.resource();
        int slash = resource.indexOf('/');
        String kind = slash < 0 ? resource : resource.substring(0, slash);
        String rest = slash < 0 ? "" : resource.substring(slash + 1);
        try {
            return switch (arn.service() + ":" + kind) {
                case "iam:root" -> slash < 0 ? new WholeAccount(account) : new Nothing();
                case "iam:user" -> new UserArn(account, lastOf(rest), arn);
                case "iam:role" -> new RoleArn(account, lastOf(rest), arn);
                case "sts:assumed-role" -> session(account, rest);
                case "sts:federated-user" -> new FederatedUserArn(account, rest);
                default -> new Nothing();
            };
        } catch (IllegalArgumentException e) {
            // A name that no user or role can have, such as one with a wildcard.
            return new Nothing();
        }
    }

    private static TrustedName session(AccountId account, String rest) {
        int slash = rest.indexOf('/');
        return slash <= 0 || slash == rest.length() - 1
                ? new Nothing()
                : new SessionArn(
                        account,
                        new EntityName(rest.substring(0, slash)),
                        rest.substring(slash + 1));
    }

    private static EntityName lastOf(String pathAndName) {
        return new EntityName(pathAndName.substring(pathAndName.lastIndexOf('/') + 1));
    }
}
