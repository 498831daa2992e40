package io.gatehouse.identity.role;

import static io.gatehouse.identity.value.Decision.accept;
import static io.gatehouse.identity.value.Decision.refuse;
import static io.gatehouse.identity.value.Refusals.alreadyExists;
import static io.gatehouse.identity.value.Refusals.inUse;
import static io.gatehouse.identity.value.Refusals.notFound;
import static io.gatehouse.identity.value.Refusals.quota;
import static io.gatehouse.identity.value.Refusals.tooManyTags;
import static io.gatehouse.identity.value.Refusals.unlessEmpty;

import io.gatehouse.identity.role.RoleCommand.AsImport;
import io.gatehouse.identity.role.RoleCommand.CreateRole;
import io.gatehouse.identity.role.RoleCommand.DeleteRole;
import io.gatehouse.identity.role.RoleCommand.DeleteServiceLinkedRole;
import io.gatehouse.identity.role.RoleCommand.DescribeRole;
import io.gatehouse.identity.role.RoleCommand.LimitSessions;
import io.gatehouse.identity.role.RoleCommand.RemoveRoleBoundary;
import io.gatehouse.identity.role.RoleCommand.ReplaceTrust;
import io.gatehouse.identity.role.RoleCommand.SetRoleBoundary;
import io.gatehouse.identity.role.RoleCommand.TagRole;
import io.gatehouse.identity.role.RoleCommand.UntagRole;
import io.gatehouse.identity.role.RoleEvent.RoleBoundaryRemoved;
import io.gatehouse.identity.role.RoleEvent.RoleBoundarySet;
import io.gatehouse.identity.role.RoleEvent.RoleCreated;
import io.gatehouse.identity.role.RoleEvent.RoleDeleted;
import io.gatehouse.identity.role.RoleEvent.RoleDescribed;
import io.gatehouse.identity.role.RoleEvent.RoleSessionsLimited;
import io.gatehouse.identity.role.RoleEvent.RoleTagged;
import io.gatehouse.identity.role.RoleEvent.RoleTrustReplaced;
import io.gatehouse.identity.role.RoleEvent.RoleUntagged;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;

import java.util.Optional;

/** The rules of roles: state and command in, events or a refusal out (SEMANTICS 10). */
public final class RoleDecider {

    private RoleDecider() {}

    public static Decision<RoleEvent> decide(Role role, RoleCommand command, Quotas quotas) {
        return command instanceof AsImport(RoleCommand asked)
                ? decide(role, asked, quotas, true)
                : decide(role, command, quotas, false);
    }

    private static Decision<RoleEvent> decide(
            Role role, RoleCommand command, Quotas quotas, boolean imports) {
        return switch (role) {
            case Role.Absent _ ->
                    command instanceof CreateRole c
                            ? create(c, quotas, imports)
                            : refuse(ErrorCode.NO_SUCH_ENTITY, "The role cannot be found.");
            case Role.Active a when a.serviceLinked() && !imports && changes(command) ->
                    new Decision.Refused<>(protectedRole(a.name()));
            case Role.Active a -> decide(a, command, quotas, imports);
            case Role.Deleted d ->
                    // Ids are never used again.
                    command instanceof CreateRole
                            ? alreadyExists("Role", d.name().text())
                            : notFound("role", d.name().text());
        };
    }

    /** AWS's refusal for a change to a role that belongs to a service. */
    public static Refusal protectedRole(EntityName name) {
        return new Refusal(
                ErrorCode.UNMODIFIABLE_ENTITY,
                "Cannot perform the operation on the protected role '%s' - this role is only modifiable by AWS"
                        .formatted(name));
    }

    /**
     * Whether a command is refused for a role that belongs to a service; its tags and description
     * are the owner's.
     */
    private static boolean changes(RoleCommand command) {
        return switch (command) {
            case CreateRole _,
                    TagRole _,
                    UntagRole _,
                    DescribeRole _,
                    DeleteServiceLinkedRole _,
                    AsImport _ ->
                    false;
            case LimitSessions _,
                    ReplaceTrust _,
                    SetRoleBoundary _,
                    RemoveRoleBoundary _,
                    DeleteRole _ ->
                    true;
        };
    }

    private static Decision<RoleEvent> create(CreateRole c, Quotas quotas, boolean imports) {
        if (c.existing() >= quotas.roles()) {
            return quota("RolesPerAccount", quotas.roles());
        }
        if (!imports && c.trustSize() > quotas.trustPolicySize()) {
            return quota("ACLSizePerRole", quotas.trustPolicySize());
        }
        if (c.tags().count() > quotas.tags()) {
            return tooManyTags();
        }
        return accept(
                new RoleCreated(
                        c.id(),
                        c.name(),
                        c.path(),
                        c.trust(),
                        c.description(),
                        c.tags(),
                        c.boundary(),
                        c.maxSession(),
                        c.serviceLinked(),
                        c.created()));
    }

    private static Decision<RoleEvent> decide(
            Role.Active role, RoleCommand command, Quotas quotas, boolean imports) {
        return switch (command) {
            case CreateRole _ -> alreadyExists("Role", role.name().text());
            case DescribeRole(var to) ->
                    to.equals(role.description()) ? accept() : accept(new RoleDescribed(to));
            case LimitSessions(var to) ->
                    to.equals(role.maxSession()) ? accept() : accept(new RoleSessionsLimited(to));
            case ReplaceTrust(var _, var size) when !imports && size > quotas.trustPolicySize() ->
                    quota("ACLSizePerRole", quotas.trustPolicySize());
            case ReplaceTrust(var to, var _) ->
                    to.equals(role.trust()) ? accept() : accept(new RoleTrustReplaced(to));
            case TagRole(Tags tags) -> tag(role, tags, quotas);
            case UntagRole(var keys) ->
                    role.tags().without(keys).equals(role.tags())
                            ? accept()
                            : accept(new RoleUntagged(keys));
            case SetRoleBoundary(var policy) ->
                    role.boundary().equals(Optional.of(policy))
                            ? accept()
                            : accept(new RoleBoundarySet(policy));
            case RemoveRoleBoundary() ->
                    role.boundary()
                            .<Decision<RoleEvent>>map(b -> accept(new RoleBoundaryRemoved(b)))
                            .orElseGet(Decision::accept);
            case DeleteRole(var _, var inInstanceProfile) when inInstanceProfile ->
                    inUse("remove roles from instance profile first.");
            case DeleteRole(var remaining, var _) ->
                    unlessEmpty(remaining, accept(new RoleDeleted(role.name())));
            case DeleteServiceLinkedRole() ->
                    role.serviceLinked()
                            ? accept(new RoleDeleted(role.name()))
                            : notFound("service-linked role", role.name().text());
            case AsImport(var asked) -> decide(role, asked, quotas, true);
        };
    }

    private static Decision<RoleEvent> tag(Role.Active role, Tags tags, Quotas quotas) {
        Tags after = role.tags().with(tags);
        if (after.equals(role.tags())) {
            return accept();
        }
        return after.count() > quotas.tags() ? tooManyTags() : accept(new RoleTagged(tags));
    }
}
