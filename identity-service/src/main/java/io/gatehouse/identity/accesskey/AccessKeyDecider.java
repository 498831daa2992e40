package io.gatehouse.identity.accesskey;

import static io.gatehouse.identity.value.Decision.accept;
import static io.gatehouse.identity.value.Decision.refuse;
import static io.gatehouse.identity.value.Refusals.quota;

import io.gatehouse.identity.accesskey.AccessKeyCommand.ActivateAccessKey;
import io.gatehouse.identity.accesskey.AccessKeyCommand.CreateAccessKey;
import io.gatehouse.identity.accesskey.AccessKeyCommand.DeactivateAccessKey;
import io.gatehouse.identity.accesskey.AccessKeyCommand.DeleteAccessKey;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyActivated;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyCreated;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyDeactivated;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyDeleted;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;

/** The rules of access keys, the same for users and root. */
public final class AccessKeyDecider {

    private AccessKeyDecider() {}

    /**
     * @param limit how many keys the owner may have, active or not
     */
    public static Decision<AccessKeyEvent> decide(
            AccessKeys keys, AccessKeyCommand command, int limit) {
        return switch (command) {
            case CreateAccessKey(UniqueId id, var at) ->
                    keys.count() >= limit
                            ? quota("AccessKeysPerUser", limit)
                            : accept(new AccessKeyCreated(id, at));
            case ActivateAccessKey(UniqueId id) ->
                    keys.find(id)
                            .<Decision<AccessKeyEvent>>map(key ->
                                    key.active() ? accept() : accept(new AccessKeyActivated(id)))
                            .orElseGet(() -> absent(id));
            case DeactivateAccessKey(UniqueId id) ->
                    keys.find(id)
                            .<Decision<AccessKeyEvent>>map(key ->
                                    key.active() ? accept(new AccessKeyDeactivated(id)) : accept())
                            .orElseGet(() -> absent(id));
            case DeleteAccessKey(UniqueId id) ->
                    keys.find(id)
                            .<Decision<AccessKeyEvent>>map(_ -> accept(new AccessKeyDeleted(id)))
                            .orElseGet(() -> absent(id));
        };
    }

    /** The keys after the event; one that cannot have happened throws CorruptStreamException. */
    public static AccessKeys evolve(AccessKeys keys, AccessKeyEvent event) {
        boolean isNew = event instanceof AccessKeyCreated;
        if (keys.find(event.id()).isPresent() == isNew) {
            throw new CorruptStreamException(keys, event);
        }
        return switch (event) {
            case AccessKeyCreated(UniqueId id, var at) -> keys.with(new AccessKey(id, true, at));
            case AccessKeyActivated(UniqueId id) -> keys.withStatus(id, true);
            case AccessKeyDeactivated(UniqueId id) -> keys.withStatus(id, false);
            case AccessKeyDeleted(UniqueId id) -> keys.without(id);
        };
    }

    private static Decision<AccessKeyEvent> absent(UniqueId id) {
        return refuse(
                ErrorCode.NO_SUCH_ENTITY, "The Access Key with id " + id + " cannot be found.");
    }
}
