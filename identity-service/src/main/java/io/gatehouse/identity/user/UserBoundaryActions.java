package io.gatehouse.identity.user;

import static io.gatehouse.identity.user.UserKind.USERS;

import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.policies.KnownPolicies;
import io.gatehouse.identity.user.UserCommand.RemoveUserBoundary;
import io.gatehouse.identity.user.UserCommand.SetUserBoundary;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.model.Arn;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryResponse;

import java.util.Optional;

/** PutUserPermissionsBoundary, DeleteUserPermissionsBoundary. */
@ApplicationScoped
public class UserBoundaryActions implements ActionSet {

    private final Commands commands;
    private final PermittedUsers users;
    private final KnownPolicies policies;

    UserBoundaryActions(Commands commands, PermittedUsers users, KnownPolicies policies) {
        this.commands = commands;
        this.users = users;
        this.policies = policies;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(PutUserPermissionsBoundaryRequest.class, this::put);
        actions.onWrite(DeleteUserPermissionsBoundaryRequest.class, this::remove);
    }

    private Uni<Written<PutUserPermissionsBoundaryResponse>> put(
            PutUserPermissionsBoundaryRequest request, Call call) {
        Arn boundary = KnownPolicies.boundary(request.permissionsBoundary()).orElseThrow();
        String action = "PutUserPermissionsBoundary";
        return users.requireOnBoundary(call, action, request.userName(), Optional.of(boundary))
                .chain(user ->
                        policies.requireBoundary(call.account(), Optional.of(boundary))
                                .map(user.origin()::after)
                                .chain(origin ->
                                        run(origin, user.target(), new SetUserBoundary(boundary))))
                .map(done ->
                        new Written<>(
                                PutUserPermissionsBoundaryResponse.builder().build(),
                                done.revision()));
    }

    private Uni<Written<DeleteUserPermissionsBoundaryResponse>> remove(
            DeleteUserPermissionsBoundaryRequest request, Call call) {
        String action = "DeleteUserPermissionsBoundary";
        return users.requireOnBoundary(call, action, request.userName(), Optional.empty())
                .chain(user -> run(user.origin(), user.target(), new RemoveUserBoundary()))
                .map(done ->
                        new Written<>(
                                DeleteUserPermissionsBoundaryResponse.builder().build(),
                                done.revision()));
    }

    private Uni<Done<User>> run(Origin origin, UserRow user, UserCommand command) {
        return commands.run(origin, user.account(), USERS, Asked.always(user.id().text(), command));
    }
}
