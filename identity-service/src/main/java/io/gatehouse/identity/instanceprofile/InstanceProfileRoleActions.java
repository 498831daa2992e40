package io.gatehouse.identity.instanceprofile;

import static io.gatehouse.identity.instanceprofile.InstanceProfileKind.INSTANCE_PROFILES;

import io.gatehouse.identity.instanceprofile.InstanceProfileCommand.AddRole;
import io.gatehouse.identity.instanceprofile.InstanceProfileCommand.RemoveRole;
import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.role.PermittedRoles;
import io.gatehouse.identity.role.RoleDecider;
import io.gatehouse.identity.role.RoleRow;
import io.gatehouse.identity.role.RoleView;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileResponse;

import java.util.function.BiFunction;

/**
 * AddRoleToInstanceProfile, RemoveRoleFromInstanceProfile. Who adds a role passes it on to EC2, and
 * needs the right to do so, too.
 */
@ApplicationScoped
public class InstanceProfileRoleActions implements ActionSet {

    /** To whom an instance profile passes its role (SEMANTICS 5). */
    private static final String PASSED_TO = "ec2.amazonaws.com";

    private final Commands commands;
    private final PermittedInstanceProfiles profiles;
    private final PermittedRoles roles;

    InstanceProfileRoleActions(
            Commands commands, PermittedInstanceProfiles profiles, PermittedRoles roles) {
        this.commands = commands;
        this.profiles = profiles;
        this.roles = roles;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(AddRoleToInstanceProfileRequest.class, this::add);
        actions.onWrite(RemoveRoleFromInstanceProfileRequest.class, this::remove);
    }

    private Uni<Written<AddRoleToInstanceProfileResponse>> add(
            AddRoleToInstanceProfileRequest request, Call call) {
        String action = "AddRoleToInstanceProfile";
        return profiles.require(call, action, request.instanceProfileName(), ContextKeys.none())
                .chain(profile -> requirePassing(call, request.roleName(), profile))
                .chain(profile -> run(profile, new EntityName(request.roleName()), this::adding))
                .map(done ->
                        new Written<>(
                                AddRoleToInstanceProfileResponse.builder().build(),
                                done.revision()));
    }

    private Uni<Permitted<InstanceProfileRow>> requirePassing(
            Call call, String role, Permitted<InstanceProfileRow> profile) {
        ContextKeys keys =
                ContextKeys.none()
                        .with("iam:PassedToService", PASSED_TO)
                        .with("iam:AssociatedResourceArn", profile.target().arn().toString());
        return roles.require(call, "PassRole", role, keys).replaceWith(profile);
    }

    private Asked<InstanceProfileCommand> adding(InstanceProfileRow profile, RoleRow role) {
        return role.serviceLinked()
                ? Asked.no(RoleDecider.protectedRole(role.name()))
                : Asked.of(profile.id().text(), new AddRole(role.id()));
    }

    private Uni<Written<RemoveRoleFromInstanceProfileResponse>> remove(
            RemoveRoleFromInstanceProfileRequest request, Call call) {
        String action = "RemoveRoleFromInstanceProfile";
        return profiles.require(call, action, request.instanceProfileName(), ContextKeys.none())
                .chain(profile -> run(profile, new EntityName(request.roleName()), this::removing))
                .map(done ->
                        new Written<>(
                                RemoveRoleFromInstanceProfileResponse.builder().build(),
                                done.revision()));
    }

    private Asked<InstanceProfileCommand> removing(InstanceProfileRow profile, RoleRow role) {
        return Asked.of(profile.id().text(), new RemoveRole(role.id(), role.name()));
    }

    /** The role is looked up under the lock: one deleted meanwhile is carried by nothing. */
    private Uni<Done<InstanceProfile>> run(
            Permitted<InstanceProfileRow> profile,
            EntityName role,
            BiFunction<InstanceProfileRow, RoleRow, Asked<InstanceProfileCommand>> asked) {
        InstanceProfileRow row = profile.target();
        return commands.run(
                profile.origin(),
                row.account(),
                INSTANCE_PROFILES,
                moment ->
                        RoleView.byName(moment.sql(), row.account(), role)
                                .map(found ->
                                        found.map(present -> asked.apply(row, present))
                                                .orElseGet(() -> absent(role))));
    }

    private static Asked<InstanceProfileCommand> absent(EntityName role) {
        return Asked.no(
                new Refusal(
                        ErrorCode.NO_SUCH_ENTITY,
                        "The role with name " + role + " cannot be found."));
    }
}
