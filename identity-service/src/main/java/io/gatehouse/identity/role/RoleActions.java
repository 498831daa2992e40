package io.gatehouse.identity.role;

import static io.gatehouse.identity.role.RoleKind.ROLES;

import io.gatehouse.identity.instanceprofile.InstanceProfileView;
import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Moment;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.policies.KnownPolicies;
import io.gatehouse.identity.role.RoleCommand.CreateRole;
import io.gatehouse.identity.role.RoleCommand.DeleteRole;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.identity.wire.Form;
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

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/** CreateRole, DeleteRole. */
@ApplicationScoped
public class RoleActions implements ActionSet {

    private static final SecureRandom CHANCE = new SecureRandom();
    private static final int DEFAULT_MAX_SESSION_SECONDS = 3600;

    private final Commands commands;
    private final PermittedRoles roles;
    private final Gate gate;
    private final KnownPolicies policies;
    private final TrustPolicies trusts;
    private final RoleReplies replies;

    RoleActions(
            Commands commands,
            PermittedRoles roles,
            Gate gate,
            KnownPolicies policies,
            TrustPolicies trusts,
            RoleReplies replies) {
        this.commands = commands;
        this.roles = roles;
        this.gate = gate;
        this.policies = policies;
        this.trusts = trusts;
        this.replies = replies;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(CreateRoleRequest.class, this::create);
        actions.onWrite(DeleteRoleRequest.class, this::delete);
    }

    private Uni<Written<CreateRoleResponse>> create(CreateRoleRequest request, Call call) {
        AccountId account = call.account();
        EntityName name = new EntityName(request.roleName());
        EntityPath path = path(request);
        Tags tags = Form.tags(request.tags());
        Optional<Arn> boundary = KnownPolicies.boundary(request.permissionsBoundary());
        ContextKeys keys =
                KnownPolicies.boundaryKey(boundary)
                        .withRequestTags(Form.tagMap(tags))
                        .withResourceTags(Form.tagMap(tags));
        return gate.require(call, "CreateRole", RoleRow.arn(account, path, name), keys)
                .chain(origin -> policies.requireBoundary(account, boundary).map(origin::after))
                .chain(origin ->
                        trusts.stored(request.assumeRolePolicyDocument())
                                .chain(trust -> create(origin, account, request, trust)))
                .chain(done ->
                        replies.of(RoleRow.of(account, done.state()))
                                .map(role ->
                                        new Written<>(
                                                CreateRoleResponse.builder().role(role).build(),
                                                done.revision())));
    }

    /** The paths of service-linked roles are not for the taking. */
    private static EntityPath path(CreateRoleRequest request) {
        EntityPath path = Form.path(request.path());
        if (ServiceLinkedName.isReserved(path)) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT,
                    "Path %s is reserved for service-linked roles.".formatted(path));
        }
        return path;
    }

    private Uni<Done<Role>> create(
            Origin origin, AccountId account, CreateRoleRequest request, TrustPolicy trust) {
        EntityName name = new EntityName(request.roleName());
        UniqueId id = UniqueId.random(IdKind.ROLE, CHANCE);
        return commands.create(
                origin,
                account,
                ROLES,
                id.text(),
                moment ->
                        Uni.combine()
                                .all()
                                .unis(
                                        RoleView.byName(moment.sql(), account, name),
                                        RoleView.count(moment.sql(), account))
                                .with((holder, existing) ->
                                        holder.isPresent()
                                                ? taken(name)
                                                : newRole(moment, id, request, trust, existing)));
    }

    private static Asked<RoleCommand> newRole(
            Moment moment,
            UniqueId id,
            CreateRoleRequest request,
            TrustPolicy trust,
            int existing) {
        int seconds =
                Optional.ofNullable(request.maxSessionDuration())
                        .orElse(DEFAULT_MAX_SESSION_SECONDS);
        return Asked.of(
                id.text(),
                new CreateRole(
                        id,
                        new EntityName(request.roleName()),
                        Form.path(request.path()),
                        trust,
                        TrustPolicy.size(request.assumeRolePolicyDocument()),
                        Optional.ofNullable(request.description()).orElse(""),
                        Form.tags(request.tags()),
                        KnownPolicies.boundary(request.permissionsBoundary()),
                        Duration.ofSeconds(seconds),
                        false,
                        moment.now(),
                        existing));
    }

    private Uni<Written<DeleteRoleResponse>> delete(DeleteRoleRequest request, Call call) {
        return roles.require(call, "DeleteRole", request.roleName())
                .chain(role -> delete(call.account(), role.target().id(), role.origin()))
                .map(done -> new Written<>(DeleteRoleResponse.builder().build(), done.revision()));
    }

    private Uni<Done<Role>> delete(AccountId account, UniqueId id, Origin origin) {
        return policies.remainingOn(account, id)
                .chain(found ->
                        commands.run(
                                origin.after(found.revision()),
                                account,
                                ROLES,
                                moment ->
                                        InstanceProfileView.carries(moment.sql(), id)
                                                .map(carried ->
                                                        Asked.of(
                                                                id.text(),
                                                                new DeleteRole(
                                                                        found.remaining(),
                                                                        carried)))));
    }

    private static Asked<RoleCommand> taken(EntityName name) {
        return Asked.no(
                new Refusal(
                        ErrorCode.ENTITY_ALREADY_EXISTS,
                        "Role with name " + name + " already exists."));
    }
}
