package io.gatehouse.identity.accesskey;

import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.user.UserView;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;

import java.util.Optional;

/**
 * Whose access keys, certificates or other keys a request is about, found and allowed.
 *
 * @param userId empty for the account's root
 * @param userName empty for the account's root
 */
public record KeyOwner(
        AccountId account, Optional<UniqueId> userId, Optional<String> userName, Origin origin) {

    /** The user's unique id, or the account's number for root. */
    public String streamId() {
        return userId.map(UniqueId::text).orElse(account.digits());
    }

    /** Whether the owner still exists; asked under the lock. Root always does. */
    public Uni<Boolean> isThere(SqlClient sql) {
        return userId.map(id -> UserView.byId(sql, account, id).map(Optional::isPresent))
                .orElseGet(() -> Uni.createFrom().item(true));
    }

    /** AWS's refusal for a user who was deleted meanwhile. */
    public Refusal gone() {
        return new Refusal(
                ErrorCode.NO_SUCH_ENTITY,
                "The user with name %s cannot be found.".formatted(userName.orElse("")));
    }
}
