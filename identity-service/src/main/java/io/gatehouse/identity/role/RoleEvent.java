package io.gatehouse.identity.role;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can have happened to a role. */
public sealed interface RoleEvent {

    /**
     * @param created when the role was made; earlier than the envelope's time for an imported one
     */
    record RoleCreated(
            UniqueId id,
            EntityName name,
            EntityPath path,
            TrustPolicy trust,
            String description,
            Tags tags,
            Optional<Arn> boundary,
            Duration maxSession,
            boolean serviceLinked,
            Instant created)
            implements RoleEvent {}

    record RoleDescribed(String to) implements RoleEvent {}

    record RoleSessionsLimited(Duration to) implements RoleEvent {}

    record RoleTrustReplaced(TrustPolicy to) implements RoleEvent {}

    record RoleTagged(Tags tags) implements RoleEvent {}

    record RoleUntagged(List<String> keys) implements RoleEvent {
        public RoleUntagged {
            keys = List.copyOf(keys);
        }
    }

    record RoleBoundarySet(Arn policy) implements RoleEvent {}

    record RoleBoundaryRemoved(Arn policy) implements RoleEvent {}

    record RoleDeleted(EntityName name) implements RoleEvent {}
}
