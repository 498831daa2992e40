package io.gatehouse.kit.call;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;

import java.util.List;
import java.util.Optional;

/**
 * Who calls, as identity-service verified it. Linked by unique id; the ARN is for people and for
 * the decision.
 */
public sealed interface Caller {

    AccountId account();

    /** The caller's own ARN: of the session, for a session. */
    Arn arn();

    /** Unique id of the user or role; the account id for root. */
    String principalId();

    String accessKeyId();

    /** The whole chain of assumed roles, outermost caller first; empty for long-term keys. */
    List<Arn> chain();

    /** The session's token as it was presented; empty for long-term keys. Never logged. */
    default Optional<SessionToken> session() {
        return Optional.empty();
    }

    /**
     * The account's root.
     *
     * @param session present where it calls with temporary credentials of its own
     */
    record Root(AccountId account, String accessKeyId, Optional<SessionToken> session)
            implements Caller {
        /** With a long-term key. */
        public Root(AccountId account, String accessKeyId) {
            this(account, accessKeyId, Optional.empty());
        }

        @Override
        public Arn arn() {
            return Arn.iam(account, "root");
        }

        @Override
        public String principalId() {
            return account.digits();
        }

        @Override
        public List<Arn> chain() {
            return List.of();
        }
    }

    /**
     * A user.
     *
     * @param session present where it calls with temporary credentials of its own
     */
    record User(
            AccountId account,
            Arn arn,
            String principalId,
            String userName,
            String accessKeyId,
            Optional<SessionToken> session)
            implements Caller {
        /** With a long-term key. */
        public User(
                AccountId account,
                Arn arn,
                String principalId,
                String userName,
                String accessKeyId) {
            this(account, arn, principalId, userName, accessKeyId, Optional.empty());
        }

        @Override
        public List<Arn> chain() {
            return List.of();
        }
    }

    /** A session of a role. */
    record AssumedRole(
            AccountId account,
            Arn arn,
            String principalId,
            String accessKeyId,
            List<Arn> chain,
            SessionToken token)
            implements Caller {
        public AssumedRole {
            chain = List.copyOf(chain);
        }

        @Override
        public Optional<SessionToken> session() {
            return Optional.of(token);
        }
    }

    /**
     * Nobody known here, who calls without a signature and brings what a provider vouches for. The
     * action checks that itself and then asks in the provider's name; before, this is nobody.
     *
     * @param account which the request is addressed to, which proves nothing
     * @param arn of the provider that vouched
     * @param principalId of the provider that vouched
     */
    record Unsigned(AccountId account, Arn arn, String principalId) implements Caller {

        /** Before anything was checked. */
        public static Unsigned nobody(AccountId account) {
            return new Unsigned(account, Arn.sts(account, "anonymous"), "anonymous");
        }

        @Override
        public String accessKeyId() {
            return "";
        }

        @Override
        public List<Arn> chain() {
            return List.of();
        }
    }

    /** A session of a federated user. */
    record FederatedUser(
            AccountId account,
            Arn arn,
            String principalId,
            String accessKeyId,
            List<Arn> chain,
            SessionToken token)
            implements Caller {
        public FederatedUser {
            chain = List.copyOf(chain);
        }

        @Override
        public Optional<SessionToken> session() {
            return Optional.of(token);
        }
    }
}
