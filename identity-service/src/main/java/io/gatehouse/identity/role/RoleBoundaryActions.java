package io.gatehouse.identity.role;

import static io.gatehouse.identity.role.RoleKind.ROLES;

import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.policies.KnownPolicies;
import io.gatehouse.identity.role.RoleCommand.RemoveRoleBoundary;
import io.gatehouse.identity.role.RoleCommand.SetRoleBoundary;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.model.Arn;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryResponse;

import java.util.Optional;

/** PutRolePermissionsBoundary, DeleteRolePermissionsBoundary. */
@ApplicationScoped
public class RoleBoundaryActions implements ActionSet {

    private final Commands commands;
    private final PermittedRoles roles;
    private final KnownPolicies policies;

    RoleBoundaryActions(Commands commands, PermittedRoles roles, KnownPolicies policies) {
        this.commands = commands;
        this.roles = roles;
        this.policies = policies;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(PutRolePermissionsBoundaryRequest.class, this::put);
        actions.onWrite(DeleteRolePermissionsBoundaryRequest.class, this::remove);
    }

    private Uni<Written<PutRolePermissionsBoundaryResponse>> put(
            PutRolePermissionsBoundaryRequest request, Call call) {
        Arn boundary = KnownPolicies.boundary(request.permissionsBoundary()).orElseThrow();
        String action = "PutRolePermissionsBoundary";
        return roles.requireOnBoundary(call, action, request.roleName(), Optional.of(boundary))
                .chain(role ->
                        policies.requireBoundary(call.account(), Optional.of(boundary))
                                .map(role.origin()::after)
                                .chain(origin ->
                                        run(origin, role.target(), new SetRoleBoundary(boundary))))
                .map(done ->
                        new Written<>(
                                PutRolePermissionsBoundaryResponse.builder().build(),
                                done.revision()));
    }

    private Uni<Written<DeleteRolePermissionsBoundaryResponse>> remove(
            DeleteRolePermissionsBoundaryRequest request, Call call) {
        String action = "DeleteRolePermissionsBoundary";
        return roles.requireOnBoundary(call, action, request.roleName(), Optional.empty())
                .chain(role -> run(role.origin(), role.target(), new RemoveRoleBoundary()))
                .map(done ->
                        new Written<>(
                                DeleteRolePermissionsBoundaryResponse.builder().build(),
                                done.revision()));
    }

    private Uni<Done<Role>> run(Origin origin, RoleRow role, RoleCommand command) {
        return commands.run(origin, role.account(), ROLES, Asked.always(role.id().text(), command));
    }
}
