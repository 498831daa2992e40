package io.gatehouse.identity.group;

import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Finds the group that a request names and asks whether the caller may, on the group's real ARN.
 * Whether a group exists is told only to those who may.
 */
@ApplicationScoped
public class PermittedGroups {

    private final Pool database;
    private final Gate gate;

    PermittedGroups(Pool database, Gate gate) {
        this.database = database;
        this.gate = gate;
    }

    /** Fails with NoSuchEntity where there is no such group. */
    public Uni<Permitted<GroupRow>> require(Call call, String action, String groupName) {
        EntityName name = new EntityName(groupName);
        return GroupView.byName(database, call.account(), name)
                .chain(row -> {
                    Arn arn =
                            row.map(GroupRow::arn)
                                    .orElseGet(() ->
                                            GroupRow.arn(call.account(), EntityPath.ROOT, name));
                    return gate.require(call, action, arn, ContextKeys.none())
                            .map(origin ->
                                    new Permitted<>(row.orElseThrow(() -> absent(name)), origin));
                });
    }

    /** AWS's refusal for a name that no group of the account has. */
    static RefusedException absent(EntityName name) {
        return RefusedException.of(
                ErrorCode.NO_SUCH_ENTITY, "The group with name " + name + " cannot be found.");
    }
}
