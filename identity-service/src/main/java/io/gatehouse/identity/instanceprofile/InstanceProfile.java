package io.gatehouse.identity.instanceprofile;

import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileCreated;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileDeleted;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileRoleAdded;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileRoleRemoved;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileTagged;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileUntagged;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.UniqueId;

import java.time.Instant;
import java.util.Optional;

/** The life of an instance profile. It is never renamed or moved, and holds one role at most. */
public sealed interface InstanceProfile {

    InstanceProfile ABSENT = new Absent();

    record Absent() implements InstanceProfile {}

    record Active(
            UniqueId id,
            EntityName name,
            EntityPath path,
            Instant created,
            Tags tags,
            Optional<UniqueId> role)
            implements InstanceProfile {

        private Active tagged(Tags to) {
            return new Active(id, name, path, created, to, role);
        }

        private Active carrying(Optional<UniqueId> to) {
            return new Active(id, name, path, created, tags, to);
        }
    }

    record Deleted(UniqueId id, EntityName name) implements InstanceProfile {}

    /** The state after the event; one that cannot have happened throws CorruptStreamException. */
    static InstanceProfile evolve(InstanceProfile profile, InstanceProfileEvent event) {
        return switch (profile) {
            case Absent _ ->
                    switch (event) {
                        case InstanceProfileCreated(
                                        var id,
                                        var name,
                                        var path,
                                        var tags,
                                        var created) ->
                                new Active(id, name, path, created, tags, Optional.empty());
                        case InstanceProfileRoleAdded _,
                                InstanceProfileRoleRemoved _,
                                InstanceProfileTagged _,
                                InstanceProfileUntagged _,
                                InstanceProfileDeleted _ ->
                                throw new CorruptStreamException(profile, event);
                    };
            case Active a ->
                    switch (event) {
                        case InstanceProfileRoleAdded(var role) when a.role().isEmpty() ->
                                a.carrying(Optional.of(role));
                        case InstanceProfileRoleRemoved(var role)
                                when a.role().equals(Optional.of(role)) ->
                                a.carrying(Optional.empty());
                        case InstanceProfileTagged(var tags) -> a.tagged(a.tags().with(tags));
                        case InstanceProfileUntagged(var keys) -> a.tagged(a.tags().without(keys));
                        case InstanceProfileDeleted _ -> new Deleted(a.id(), a.name());
                        case InstanceProfileCreated _,
                                InstanceProfileRoleAdded _,
                                InstanceProfileRoleRemoved _ ->
                                throw new CorruptStreamException(profile, event);
                    };
            case Deleted _ -> throw new CorruptStreamException(profile, event);
        };
    }
}
