package io.gatehouse.replica.decide;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.gatehouse.model.session.SessionClaims;

import java.util.Optional;

/** Who a principal has proved to be. */
public sealed interface Identity {

    /** The holder of a session. */
    record Session(SessionClaims claims) implements Identity {}

    /**
     * The holder of a long-term access key.
     *
     * @param user empty for root
     */
    record LongTermKey(AccountId account, Optional<UniqueId> user, String accessKeyId)
            implements Identity {}

    /** Nobody: the proof is not genuine. */
    record Nobody(String reason) implements Identity {}
}
