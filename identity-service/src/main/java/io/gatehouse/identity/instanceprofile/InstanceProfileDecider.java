package io.gatehouse.identity.instanceprofile;

import static io.gatehouse.identity.value.Decision.accept;
import static io.gatehouse.identity.value.Decision.refuse;
import static io.gatehouse.identity.value.Refusals.inUse;
import static io.gatehouse.identity.value.Refusals.notFound;
import static io.gatehouse.identity.value.Refusals.quota;
import static io.gatehouse.identity.value.Refusals.tooManyTags;

import io.gatehouse.identity.instanceprofile.InstanceProfileCommand.AddRole;
import io.gatehouse.identity.instanceprofile.InstanceProfileCommand.CreateInstanceProfile;
import io.gatehouse.identity.instanceprofile.InstanceProfileCommand.DeleteInstanceProfile;
import io.gatehouse.identity.instanceprofile.InstanceProfileCommand.RemoveRole;
import io.gatehouse.identity.instanceprofile.InstanceProfileCommand.TagInstanceProfile;
import io.gatehouse.identity.instanceprofile.InstanceProfileCommand.UntagInstanceProfile;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileCreated;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileDeleted;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileRoleAdded;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileRoleRemoved;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileTagged;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileUntagged;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;

import java.util.Optional;

/** The rules of instance profiles: state and command in, events or a refusal out. */
public final class InstanceProfileDecider {

    private static final int ROLES_IN_ONE = 1;

    private InstanceProfileDecider() {}

    public static Decision<InstanceProfileEvent> decide(
            InstanceProfile profile, InstanceProfileCommand command, Quotas quotas) {
        return switch (profile) {
            case InstanceProfile.Absent _ ->
                    command instanceof CreateInstanceProfile c
                            ? create(c, quotas)
                            : refuse(
                                    ErrorCode.NO_SUCH_ENTITY,
                                    "The instance profile cannot be found.");
            case InstanceProfile.Active a -> decide(a, command, quotas);
            case InstanceProfile.Deleted d ->
                    // Ids are never used again.
                    command instanceof CreateInstanceProfile
                            ? taken(d.name())
                            : refuse(
                                    ErrorCode.NO_SUCH_ENTITY,
                                    "Instance Profile %s cannot be found.".formatted(d.name()));
        };
    }

    private static Decision<InstanceProfileEvent> create(CreateInstanceProfile c, Quotas quotas) {
        if (c.existing() >= quotas.instanceProfiles()) {
            return quota("InstanceProfilesPerAccount", quotas.instanceProfiles());
        }
        return c.tags().count() > quotas.tags()
                ? tooManyTags()
                : accept(
                        new InstanceProfileCreated(
                                c.id(), c.name(), c.path(), c.tags(), c.created()));
    }

    private static Decision<InstanceProfileEvent> decide(
            InstanceProfile.Active profile, InstanceProfileCommand command, Quotas quotas) {
        return switch (command) {
            case CreateInstanceProfile _ -> taken(profile.name());
            case AddRole(UniqueId role) ->
                    profile.role().isPresent()
                            ? quota("InstanceSessionsPerInstanceProfile", ROLES_IN_ONE)
                            : accept(new InstanceProfileRoleAdded(role));
            case RemoveRole(UniqueId role, EntityName name) ->
                    profile.role().equals(Optional.of(role))
                            ? accept(new InstanceProfileRoleRemoved(role))
                            : notFound("role", name.text());
            case TagInstanceProfile(Tags tags) -> tag(profile, tags, quotas);
            case UntagInstanceProfile(var keys) ->
                    profile.tags().without(keys).equals(profile.tags())
                            ? accept()
                            : accept(new InstanceProfileUntagged(keys));
            case DeleteInstanceProfile() ->
                    profile.role().isPresent()
                            ? inUse("remove roles from instance profile first.")
                            : accept(new InstanceProfileDeleted(profile.name()));
        };
    }

    private static Decision<InstanceProfileEvent> tag(
            InstanceProfile.Active profile, Tags tags, Quotas quotas) {
        Tags after = profile.tags().with(tags);
        if (after.equals(profile.tags())) {
            return accept();
        }
        return after.count() > quotas.tags()
                ? tooManyTags()
                : accept(new InstanceProfileTagged(tags));
    }

    private static Decision<InstanceProfileEvent> taken(EntityName name) {
        return refuse(
                ErrorCode.ENTITY_ALREADY_EXISTS,
                "Instance Profile %s already exists.".formatted(name));
    }
}
