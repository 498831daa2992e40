package io.gatehouse.identity.instanceprofile;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.UniqueId;

import java.time.Instant;
import java.util.List;

/** What can have happened to an instance profile. */
public sealed interface InstanceProfileEvent {

    record InstanceProfileCreated(
            UniqueId id, EntityName name, EntityPath path, Tags tags, Instant created)
            implements InstanceProfileEvent {}

    record InstanceProfileRoleAdded(UniqueId role) implements InstanceProfileEvent {}

    record InstanceProfileRoleRemoved(UniqueId role) implements InstanceProfileEvent {}

    record InstanceProfileTagged(Tags tags) implements InstanceProfileEvent {}

    record InstanceProfileUntagged(List<String> keys) implements InstanceProfileEvent {
        public InstanceProfileUntagged {
            keys = List.copyOf(keys);
        }
    }

    record InstanceProfileDeleted(EntityName name) implements InstanceProfileEvent {}
}
