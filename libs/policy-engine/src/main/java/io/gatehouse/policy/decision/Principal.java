package io.gatehouse.policy.decision;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;

import org.jspecify.annotations.Nullable;

/**
 * Who asks. Unique ids are null where the principal is known by its ARN alone; policies that are
 * stored match users and roles by id, so such a principal matches none of them (SEMANTICS 8).
 */
public sealed interface Principal {

    /** The ARN that denial messages show; {@code *} for anonymous callers. */
    String arn();

    /** The account that the caller belongs to; null for callers of no account. */
    @Nullable AccountId account();

    /** The root user of an account. */
    record AccountRoot(String arn, AccountId account) implements Principal {
        public static AccountRoot of(AccountId account) {
            return new AccountRoot("arn:aws:iam::" + account.digits() + ":root", account);
        }
    }

    /**
     * An IAM user, with long-term keys or in a GetSessionToken session.
     *
     * @param name without path
     */
    record User(String arn, AccountId account, String name, @Nullable UniqueId id)
            implements Principal {}

    /**
     * A session of a role.
     *
     * @param arn of the session: {@code arn:P:sts::A:assumed-role/ROLE/SESSION}; of the role, where
     *     no session is known
     * @param roleArn of the role with its path (without, where only the session ARN is known)
     * @param sessionName empty where no session is known
     * @param roleId null where only the ARN is known
     */
    record AssumedRole(
            String arn,
            AccountId account,
            String roleArn,
            String roleName,
            String sessionName,
            @Nullable UniqueId roleId)
            implements Principal {

        /** Whether the role belongs to an AWS service: neither SCP nor RCP bind it. */
        public boolean isServiceLinked() {
            return roleArn.contains(":role/aws-service-role/");
        }
    }

    /**
     * A session made by GetFederationToken.
     *
     * @param name of the federated user
     * @param userArn of the IAM user who asked for the session; null where not known
     * @param userId of that user; null where not known
     */
    record FederatedUser(
            String arn,
            AccountId account,
            String name,
            @Nullable String userArn,
            @Nullable UniqueId userId)
            implements Principal {}

    /**
     * A service acting in its own name.
     *
     * @param name such as {@code lambda.amazonaws.com}
     */
    record ServicePrincipal(String name) implements Principal {
        @Override
        public String arn() {
            return name;
        }

        @Override
        public @Nullable AccountId account() {
            return null;
        }
    }

    /**
     * The holder of a token or assertion of an identity provider, before a role is assumed.
     *
     * @param provider ARN of the provider, or its host name where it needs no registration
     */
    record WebIdentity(String provider) implements Principal {
        @Override
        public String arn() {
            return provider;
        }

        @Override
        public @Nullable AccountId account() {
            return null;
        }
    }

    /** A caller without credentials. */
    record Anonymous() implements Principal {
        @Override
        public String arn() {
            return "*";
        }

        @Override
        public @Nullable AccountId account() {
            return null;
        }
    }

    /**
     * Reads the ARN of a user, role, role session, federated user, root or identity provider, a
     * service name, or {@code *}; ids stay unknown.
     *
     * @throws IllegalArgumentException for anything else, with a message for the caller
     */
    static Principal parse(String text) {
        if (text.equals("*")) {
            return new Anonymous();
        }
        if (!Arn.isArn(text)) {
            if (text.endsWith(".amazonaws.com")) {
                return new ServicePrincipal(text);
            }
            throw notPrincipal(text);
        }
        Arn arn = Arn.parse(text);
        if (!AccountId.isValid(arn.account())) {
            throw notPrincipal(text);
        }
        AccountId account = new AccountId(arn.account());
        String[] parts = arn.resource().split("/", -1);
        String last = parts[parts.length - 1];
        if (last.isEmpty() && !parts[0].equals("oidc-provider")) {
            throw notPrincipal(text);
        }
        if (arn.service().equals("iam") && arn.resource().equals("root")) {
            return new AccountRoot(text, account);
        }
        if (arn.service().equals("iam") && parts[0].equals("user") && parts.length > 1) {
            return new User(text, account, last, null);
        }
        if (arn.service().equals("iam")
                && (parts[0].equals("oidc-provider") || parts[0].equals("saml-provider"))
                && parts.length > 1) {
            return new WebIdentity(text);
        }
        if (arn.service().equals("iam") && parts[0].equals("role") && parts.length > 1) {
            return new AssumedRole(text, account, text, last, "", null);
        }
        if (arn.service().equals("sts") && parts[0].equals("assumed-role") && parts.length == 3) {
            String roleArn =
                    "arn:" + arn.partition() + ":iam::" + arn.account() + ":role/" + parts[1];
            return new AssumedRole(text, account, roleArn, parts[1], last, null);
        }
        if (arn.service().equals("sts") && parts[0].equals("federated-user") && parts.length == 2) {
            return new FederatedUser(text, account, last, null, null);
        }
        throw notPrincipal(text);
    }

    private static IllegalArgumentException notPrincipal(String text) {
        return new IllegalArgumentException(
                "a principal is the ARN of a user, role, assumed-role session, federated user,"
                        + " root or identity provider, a service name, or `*`, not `%s`"
                                .formatted(text));
    }
}
