package io.gatehouse.identity.instanceprofile;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.UniqueId;

import java.time.Instant;
import java.util.List;

/** What can be asked of an instance profile. Roles are resolved before: commands carry ids. */
public sealed interface InstanceProfileCommand {

    /**
     * @param existing how many instance profiles the account has
     */
    record CreateInstanceProfile(
            UniqueId id, EntityName name, EntityPath path, Tags tags, Instant created, int existing)
            implements InstanceProfileCommand {}

    record AddRole(UniqueId role) implements InstanceProfileCommand {}

    /**
     * @param name as the caller wrote it
     */
    record RemoveRole(UniqueId role, EntityName name) implements InstanceProfileCommand {}

    record TagInstanceProfile(Tags tags) implements InstanceProfileCommand {}

    record UntagInstanceProfile(List<String> keys) implements InstanceProfileCommand {
        public UntagInstanceProfile {
            keys = List.copyOf(keys);
        }
    }

    record DeleteInstanceProfile() implements InstanceProfileCommand {}
}
