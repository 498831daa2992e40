package io.gatehouse.identity.rotation;

import io.gatehouse.identity.account.AccountApi;
import io.gatehouse.identity.group.GroupRow;
import io.gatehouse.identity.group.GroupView;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.identity.user.UserView;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

/** Finds of whom a rotation is to be required, and asks whether the caller may. */
@ApplicationScoped
class RotationTargets {

    private static final ActionName ACTION = new ActionName("gatehouse", "RequireRotation");

    private final Gate gate;
    private final Pool database;

    RotationTargets(Gate gate, Pool database) {
        this.gate = gate;
        this.database = database;
    }

    Uni<Permitted<Scope>> require(
            Call call, @Nullable String userName, @Nullable String groupName) {
        if (userName != null && groupName != null) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT, "a rotation is of a user or of a group, not of both");
        }
        if (userName != null) {
            return ofUser(call, name(userName));
        }
        return groupName != null ? ofGroup(call, name(groupName)) : ofAccount(call);
    }

    private Uni<Permitted<Scope>> ofUser(Call call, EntityName name) {
        return UserView.byName(database, call.account(), name)
                .chain(row -> {
                    Arn arn =
                            row.map(UserRow::arn)
                                    .orElseGet(() ->
                                            UserRow.arn(call.account(), EntityPath.ROOT, name));
                    ContextKeys keys =
                            row.map(user ->
                                            ContextKeys.none()
                                                    .withResourceTags(Form.tagMap(user.tags())))
                                    .orElse(ContextKeys.none());
                    return gate.require(call, ACTION, arn, keys)
                            .map(origin ->
                                    new Permitted<Scope>(
                                            new Scope.OneUser(
                                                    row.orElseThrow(() -> absent("user", name))
                                                            .id()),
                                            origin));
                });
    }

    private Uni<Permitted<Scope>> ofGroup(Call call, EntityName name) {
        return GroupView.byName(database, call.account(), name)
                .chain(row -> {
                    Arn arn =
                            row.map(GroupRow::arn)
                                    .orElseGet(() ->
                                            GroupRow.arn(call.account(), EntityPath.ROOT, name));
                    return gate.require(call, ACTION, arn, ContextKeys.none())
                            .map(origin ->
                                    new Permitted<Scope>(
                                            new Scope.OneGroup(
                                                    row.orElseThrow(() -> absent("group", name))
                                                            .id()),
                                            origin));
                });
    }

    private Uni<Permitted<Scope>> ofAccount(Call call) {
        return gate.require(call, ACTION, AccountApi.arn(call.account()), ContextKeys.none())
                .map(origin -> new Permitted<>(new Scope.WholeAccount(), origin));
    }

    private static EntityName name(String text) {
        try {
            return new EntityName(text);
        } catch (IllegalArgumentException e) {
            throw RefusedException.of(ErrorCode.INVALID_INPUT, "`%s` is no name".formatted(text));
        }
    }

    private static RefusedException absent(String kind, EntityName name) {
        return RefusedException.of(
                ErrorCode.NO_SUCH_ENTITY,
                "The %s with name %s cannot be found.".formatted(kind, name));
    }
}
