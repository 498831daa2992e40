package io.gatehouse.identity.role;

import static io.gatehouse.identity.role.RoleKind.ROLES;

import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Moment;
import io.gatehouse.identity.role.RoleCommand.CreateRole;
import io.gatehouse.identity.role.RoleCommand.DeleteServiceLinkedRole;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.IdKind;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteServiceLinkedRoleResponse;
import software.amazon.awssdk.services.iam.model.DeletionTaskStatusType;
import software.amazon.awssdk.services.iam.model.GetServiceLinkedRoleDeletionStatusRequest;
import software.amazon.awssdk.services.iam.model.GetServiceLinkedRoleDeletionStatusResponse;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** CreateServiceLinkedRole, DeleteServiceLinkedRole, GetServiceLinkedRoleDeletionStatus. */
@ApplicationScoped
public class ServiceLinkedRoleActions implements ActionSet {

    private static final SecureRandom CHANCE = new SecureRandom();
    private static final Duration MAX_SESSION = Duration.ofHours(1);

    private final Commands commands;
    private final PermittedRoles roles;
    private final Gate gate;
    private final RoleReplies replies;
    private final Pool database;

    ServiceLinkedRoleActions(
            Commands commands,
            PermittedRoles roles,
            Gate gate,
            RoleReplies replies,
            Pool database) {
        this.commands = commands;
        this.roles = roles;
        this.gate = gate;
        this.replies = replies;
        this.database = database;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(CreateServiceLinkedRoleRequest.class, this::create);
        actions.onWrite(DeleteServiceLinkedRoleRequest.class, this::delete);
        actions.on(GetServiceLinkedRoleDeletionStatusRequest.class, this::status);
    }

    private Uni<Written<CreateServiceLinkedRoleResponse>> create(
            CreateServiceLinkedRoleRequest request, Call call) {
        ServiceLinkedName name =
                ServiceLinkedName.of(request.awsServiceName(), request.customSuffix());
        String description = Optional.ofNullable(request.description()).orElse("");
        AccountId account = call.account();
        Arn arn = RoleRow.arn(account, name.path(), name.name());
        ContextKeys keys = ContextKeys.none().with("iam:AWSServiceName", name.service());
        return gate.require(call, "CreateServiceLinkedRole", arn, keys)
                .chain(origin ->
                        commands.run(
                                origin,
                                account,
                                ROLES,
                                moment -> newRole(moment, account, name, description)))
                .chain(done ->
                        replies.of(RoleRow.of(account, done.state()))
                                .map(role ->
                                        new Written<>(
                                                CreateServiceLinkedRoleResponse.builder()
                                                        .role(role)
                                                        .build(),
                                                done.revision())));
    }

    private static Uni<Asked<RoleCommand>> newRole(
            Moment moment, AccountId account, ServiceLinkedName name, String description) {
        UniqueId id = UniqueId.random(IdKind.ROLE, CHANCE);
        return RoleView.byName(moment.sql(), account, name.name())
                .chain(holder ->
                        holder.isPresent()
                                ? Uni.createFrom().item(taken(name.name()))
                                : RoleView.count(moment.sql(), account)
                                        .map(existing ->
                                                Asked.of(
                                                        id.text(),
                                                        new CreateRole(
                                                                id,
                                                                name.name(),
                                                                name.path(),
                                                                name.trust(),
                                                                0,
                                                                description,
                                                                Tags.NONE,
                                                                Optional.empty(),
                                                                MAX_SESSION,
                                                                true,
                                                                moment.now(),
                                                                existing))));
    }

    private static Asked<RoleCommand> taken(EntityName name) {
        return Asked.no(
                new Refusal(
                        ErrorCode.INVALID_INPUT,
                        "Service role name %s has been taken in this account, please try a different suffix."
                                .formatted(name)));
    }

    private Uni<Written<DeleteServiceLinkedRoleResponse>> delete(
            DeleteServiceLinkedRoleRequest request, Call call) {
        return roles.require(call, "DeleteServiceLinkedRole", request.roleName())
                .chain(role -> {
                    RoleDeletion task = RoleDeletion.of(role.target());
                    return commands.run(
                                    role.origin(),
                                    call.account(),
                                    ROLES,
                                    moment -> deleting(moment, role.target(), task))
                            .map(done ->
                                    new Written<>(
                                            DeleteServiceLinkedRoleResponse.builder()
                                                    .deletionTaskId(task.id())
                                                    .build(),
                                            done.revision()));
                });
    }

    private static Uni<Asked<RoleCommand>> deleting(
            Moment moment, RoleRow role, RoleDeletion task) {
        return Uni.createFrom()
                .item(
                        new Asked.Of<>(
                                role.id().text(),
                                List.of(new DeleteServiceLinkedRole()),
                                sql -> task.ended(sql, role.account(), moment.now())));
    }

    private Uni<GetServiceLinkedRoleDeletionStatusResponse> status(
            GetServiceLinkedRoleDeletionStatusRequest request, Call call) {
        RoleDeletion task = RoleDeletion.parse(request.deletionTaskId());
        Arn role = task.role(call.account());
        return gate.require(call, "GetServiceLinkedRoleDeletionStatus", role, ContextKeys.none())
                .chain(() -> task.hasEnded(database, call.account()))
                .map(ended -> {
                    if (!ended) {
                        throw RefusedException.of(
                                ErrorCode.NO_SUCH_ENTITY,
                                "The deletion task %s cannot be found.".formatted(task.id()));
                    }
                    return GetServiceLinkedRoleDeletionStatusResponse.builder()
                            .status(DeletionTaskStatusType.SUCCEEDED)
                            .build();
                });
    }
}
