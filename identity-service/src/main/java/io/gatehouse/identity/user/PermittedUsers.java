package io.gatehouse.identity.user;

import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.policies.KnownPolicies;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * Finds the user that a request names and asks whether the caller may, on the user's real ARN and
 * with its tags. Whether a user exists is told only to those who may.
 */
@ApplicationScoped
public class PermittedUsers {

    private final Pool database;
    private final Gate gate;

    PermittedUsers(Pool database, Gate gate) {
        this.database = database;
        this.gate = gate;
    }

    /** Fails with NoSuchEntity where there is no such user. */
    public Uni<Permitted<UserRow>> require(Call call, String action, String userName) {
        return require(call, action, userName, ContextKeys.none());
    }

    /**
     * @param keys what this action adds to those of the user
     */
    public Uni<Permitted<UserRow>> require(
            Call call, String action, String userName, ContextKeys keys) {
        EntityName name = new EntityName(userName);
        return UserView.byName(database, call.account(), name)
                .chain(row -> require(call, action, name, row, keys));
    }

    private Uni<Permitted<UserRow>> require(
            Call call, String action, EntityName name, Optional<UserRow> row, ContextKeys keys) {
        Arn arn =
                row.map(UserRow::arn)
                        .orElseGet(() -> UserRow.arn(call.account(), EntityPath.ROOT, name));
        ContextKeys all = row.map(user -> withTagsOf(user, keys)).orElse(keys);
        return gate.require(call, action, arn, all)
                .map(origin -> new Permitted<>(row.orElseThrow(() -> absent(name)), origin));
    }

    /** A request for the same user's boundary names the boundary that it has or will have. */
    public Uni<Permitted<UserRow>> requireOnBoundary(
            Call call, String action, String userName, Optional<Arn> boundary) {
        EntityName name = new EntityName(userName);
        return UserView.byName(database, call.account(), name)
                .chain(row ->
                        require(
                                call,
                                action,
                                name,
                                row,
                                KnownPolicies.boundaryKey(
                                        boundary.or(() -> row.flatMap(UserRow::boundary)))));
    }

    /** The name in the request, or else the caller's own; those who are no user must give one. */
    public static String nameOrCaller(Call call, @Nullable String userName) {
        if (userName != null) {
            return userName;
        }
        if (call.caller() instanceof Caller.User user) {
            return user.userName();
        }
        throw RefusedException.of(
                ErrorCode.VALIDATION_ERROR,
                "Must specify userName when calling with non-User credentials");
    }

    /** AWS's refusal for a name that no user of the account has. */
    static RefusedException absent(EntityName name) {
        return RefusedException.of(
                ErrorCode.NO_SUCH_ENTITY, "The user with name " + name + " cannot be found.");
    }

    private static ContextKeys withTagsOf(UserRow user, ContextKeys keys) {
        return keys.withResourceTags(Form.tagMap(user.tags()));
    }
}
