package io.gatehouse.model.session;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;

import java.util.Optional;

/** Whose session it is. Linked by unique id, so that a session ends with its role or user. */
public sealed interface SessionHolder {

    AccountId account();

    /** The session of a role. */
    record AssumedRole(AccountId account, UniqueId role, String sessionName)
            implements SessionHolder {}

    /**
     * GetSessionToken: the user again, or the account's root.
     *
     * @param user empty for root
     */
    record User(AccountId account, Optional<UniqueId> user) implements SessionHolder {}

    /**
     * A person who signed in with a password, or by it switched to nothing else: the user, or root,
     * without the limits of {@link User}.
     *
     * @param user empty for root
     */
    record SignedIn(AccountId account, Optional<UniqueId> user) implements SessionHolder {}

    /**
     * GetFederationToken: bounded by the rights of the user who asked.
     *
     * @param user empty for root
     * @param name of the federated user
     */
    record Federated(AccountId account, Optional<UniqueId> user, String name)
            implements SessionHolder {}

    /** The id of the role or user; the account id for root. */
    default String principalId() {
        return switch (this) {
            case AssumedRole session -> session.role().text();
            case User session -> idOrRoot(session.account(), session.user());
            case SignedIn session -> idOrRoot(session.account(), session.user());
            case Federated session -> idOrRoot(session.account(), session.user());
        };
    }

    private static String idOrRoot(AccountId account, Optional<UniqueId> user) {
        return user.map(UniqueId::text).orElse(account.digits());
    }
}
