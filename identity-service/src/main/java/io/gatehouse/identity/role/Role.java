package io.gatehouse.identity.role;

import io.gatehouse.identity.role.RoleEvent.RoleBoundaryRemoved;
import io.gatehouse.identity.role.RoleEvent.RoleBoundarySet;
import io.gatehouse.identity.role.RoleEvent.RoleCreated;
import io.gatehouse.identity.role.RoleEvent.RoleDeleted;
import io.gatehouse.identity.role.RoleEvent.RoleDescribed;
import io.gatehouse.identity.role.RoleEvent.RoleSessionsLimited;
import io.gatehouse.identity.role.RoleEvent.RoleTagged;
import io.gatehouse.identity.role.RoleEvent.RoleTrustReplaced;
import io.gatehouse.identity.role.RoleEvent.RoleUntagged;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The life of a role. A role is never renamed or moved. */
public sealed interface Role {

    Role ABSENT = new Absent();

    record Absent() implements Role {}

    record Active(
            UniqueId id,
            EntityName name,
            EntityPath path,
            Instant created,
            boolean serviceLinked,
            TrustPolicy trust,
            String description,
            Tags tags,
            Optional<Arn> boundary,
            Duration maxSession)
            implements Role {

        private Active trusting(TrustPolicy to) {
            return new Active(
                    id,
                    name,
                    path,
                    created,
                    serviceLinked,
                    to,
                    description,
                    tags,
                    boundary,
                    maxSession);
        }

        private Active described(String to) {
            return new Active(
                    id, name, path, created, serviceLinked, trust, to, tags, boundary, maxSession);
        }

        private Active tagged(Tags to) {
            return new Active(
                    id,
                    name,
                    path,
                    created,
                    serviceLinked,
                    trust,
                    description,
                    to,
                    boundary,
                    maxSession);
        }

        private Active bounded(Optional<Arn> to) {
            return new Active(
                    id,
                    name,
                    path,
                    created,
                    serviceLinked,
                    trust,
                    description,
                    tags,
                    to,
                    maxSession);
        }

        private Active limited(Duration to) {
            return new Active(
                    id, name, path, created, serviceLinked, trust, description, tags, boundary, to);
        }
    }

    /** The last identity stays, for the fact that says that the role is gone. */
    record Deleted(UniqueId id, EntityName name, EntityPath path) implements Role {}

    /** The state after the event; one that cannot have happened throws CorruptStreamException. */
    static Role evolve(Role role, RoleEvent event) {
        return switch (role) {
            case Absent _ ->
                    switch (event) {
                        case RoleCreated e ->
                                new Active(
                                        e.id(),
                                        e.name(),
                                        e.path(),
                                        e.created(),
                                        e.serviceLinked(),
                                        e.trust(),
                                        e.description(),
                                        e.tags(),
                                        e.boundary(),
                                        e.maxSession());
                        case RoleDescribed _,
                                RoleSessionsLimited _,
                                RoleTrustReplaced _,
                                RoleTagged _,
                                RoleUntagged _,
                                RoleBoundarySet _,
                                RoleBoundaryRemoved _,
                                RoleDeleted _ ->
                                throw new CorruptStreamException(role, event);
                    };
            case Active a ->
                    switch (event) {
                        case RoleDescribed(var to) -> a.described(to);
                        case RoleSessionsLimited(var to) -> a.limited(to);
                        case RoleTrustReplaced(var to) -> a.trusting(to);
                        case RoleTagged(var tags) -> a.tagged(a.tags().with(tags));
                        case RoleUntagged(var keys) -> a.tagged(a.tags().without(keys));
                        case RoleBoundarySet(var policy) -> a.bounded(Optional.of(policy));
                        case RoleBoundaryRemoved _ when a.boundary().isPresent() ->
                                a.bounded(Optional.empty());
                        case RoleDeleted _ -> new Deleted(a.id(), a.name(), a.path());
                        case RoleCreated _, RoleBoundaryRemoved _ ->
                                throw new CorruptStreamException(role, event);
                    };
            case Deleted _ -> throw new CorruptStreamException(role, event);
        };
    }
}
