package io.gatehouse.identity.accesskey;

import io.gatehouse.identity.log.Origin;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;

import java.util.Optional;

/**
 * Whose access keys a request is about, found and allowed.
 *
 * @param userId empty for the account's root
 * @param userName empty for the account's root
 */
record KeyOwner(
        AccountId account, Optional<UniqueId> userId, Optional<String> userName, Origin origin) {

    String streamId() {
        return userId.map(UniqueId::text).orElse(account.digits());
    }
}
