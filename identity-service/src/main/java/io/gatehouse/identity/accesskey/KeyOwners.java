package io.gatehouse.identity.accesskey;

import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.user.PermittedUsers;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.IdKind;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** Finds whose access keys or other keys a request is about, and asks whether the caller may. */
@ApplicationScoped
public class KeyOwners {

    private final PermittedUsers users;
    private final Gate gate;

    KeyOwners(PermittedUsers users, Gate gate) {
        this.users = users;
        this.gate = gate;
    }

    /** The named user; without a name the caller's own: the user, or root (SEMANTICS 10). */
    public Uni<KeyOwner> require(Call call, String action, @Nullable String userName) {
        if (userName == null && call.caller() instanceof Caller.Root root) {
            return gate.require(call, action, root.arn(), ContextKeys.none())
                    .map(origin ->
                            new KeyOwner(
                                    root.account(), Optional.empty(), Optional.empty(), origin));
        }
        return users.require(call, action, PermittedUsers.nameOrCaller(call, userName))
                .map(user ->
                        new KeyOwner(
                                call.account(),
                                Optional.of(user.target().id()),
                                Optional.of(user.target().name().text()),
                                user.origin()));
    }

    /** What cannot be a key's id is one that cannot be found. */
    static UniqueId keyId(String text) {
        if (UniqueId.isWellFormed(text) && new UniqueId(text).is(IdKind.ACCESS_KEY)) {
            return new UniqueId(text);
        }
        throw absent(text);
    }

    static RefusedException absent(String text) {
        return RefusedException.of(
                ErrorCode.NO_SUCH_ENTITY, "The Access Key with id " + text + " cannot be found.");
    }
}
