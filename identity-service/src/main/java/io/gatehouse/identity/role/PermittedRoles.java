package io.gatehouse.identity.role;

import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.policies.KnownPolicies;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Optional;

/**
 * Finds the role that a request names and asks whether the caller may, on the role's real ARN and
 * with its tags. Whether a role exists is told only to those who may.
 */
@ApplicationScoped
public class PermittedRoles {

    private final Pool database;
    private final Gate gate;

    PermittedRoles(Pool database, Gate gate) {
        this.database = database;
        this.gate = gate;
    }

    /** Fails with NoSuchEntity where there is no such role. */
    public Uni<Permitted<RoleRow>> require(Call call, String action, String roleName) {
        return require(call, action, roleName, ContextKeys.none());
    }

    /**
     * @param keys what this action adds to those of the role
     */
    public Uni<Permitted<RoleRow>> require(
            Call call, String action, String roleName, ContextKeys keys) {
        EntityName name = new EntityName(roleName);
        return RoleView.byName(database, call.account(), name)
                .chain(row -> require(call, action, name, row, keys));
    }

    /** Names the boundary that the role has or will have. */
    public Uni<Permitted<RoleRow>> requireOnBoundary(
            Call call, String action, String roleName, Optional<Arn> boundary) {
        EntityName name = new EntityName(roleName);
        return RoleView.byName(database, call.account(), name)
                .chain(row ->
                        require(
                                call,
                                action,
                                name,
                                row,
                                KnownPolicies.boundaryKey(
                                        boundary.or(() -> row.flatMap(RoleRow::boundary)))));
    }

    private Uni<Permitted<RoleRow>> require(
            Call call, String action, EntityName name, Optional<RoleRow> row, ContextKeys keys) {
        Arn arn =
                row.map(RoleRow::arn)
                        .orElseGet(() -> RoleRow.arn(call.account(), EntityPath.ROOT, name));
        ContextKeys all =
                row.map(role -> keys.withResourceTags(Form.tagMap(role.tags()))).orElse(keys);
        return gate.require(call, action, arn, all)
                .map(origin -> new Permitted<>(row.orElseThrow(() -> absent(name)), origin));
    }

    /** AWS's refusal for a name that no role of the account has. */
    static RefusedException absent(EntityName name) {
        return RefusedException.of(
                ErrorCode.NO_SUCH_ENTITY, "The role with name " + name + " cannot be found.");
    }
}
