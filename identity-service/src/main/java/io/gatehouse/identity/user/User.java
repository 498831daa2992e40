package io.gatehouse.identity.user;

import io.gatehouse.identity.accesskey.AccessKeyDecider;
import io.gatehouse.identity.accesskey.AccessKeys;
import io.gatehouse.identity.user.UserEvent.UserAccessKeyChanged;
import io.gatehouse.identity.user.UserEvent.UserBoundaryRemoved;
import io.gatehouse.identity.user.UserEvent.UserBoundarySet;
import io.gatehouse.identity.user.UserEvent.UserCreated;
import io.gatehouse.identity.user.UserEvent.UserDeleted;
import io.gatehouse.identity.user.UserEvent.UserJoinedGroup;
import io.gatehouse.identity.user.UserEvent.UserLeftGroup;
import io.gatehouse.identity.user.UserEvent.UserMoved;
import io.gatehouse.identity.user.UserEvent.UserRenamed;
import io.gatehouse.identity.user.UserEvent.UserTagged;
import io.gatehouse.identity.user.UserEvent.UserUntagged;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;

/** The life of a user. */
public sealed interface User {

    User ABSENT = new Absent();

    record Absent() implements User {}

    /**
     * @param groups ids, in order
     */
    record Active(
            UniqueId id,
            EntityName name,
            EntityPath path,
            Instant created,
            Tags tags,
            SequencedSet<UniqueId> groups,
            AccessKeys keys,
            Optional<Arn> boundary)
            implements User {

        public Active {
            groups = Collections.unmodifiableSequencedSet(new TreeSet<>(groups));
        }

        private Active named(EntityName to) {
            return new Active(id, to, path, created, tags, groups, keys, boundary);
        }

        private Active at(EntityPath to) {
            return new Active(id, name, to, created, tags, groups, keys, boundary);
        }

        private Active tagged(Tags to) {
            return new Active(id, name, path, created, to, groups, keys, boundary);
        }

        private Active holding(AccessKeys to) {
            return new Active(id, name, path, created, tags, groups, to, boundary);
        }

        private Active bounded(Optional<Arn> to) {
            return new Active(id, name, path, created, tags, groups, keys, to);
        }

        private Active joined(UniqueId group) {
            TreeSet<UniqueId> more = new TreeSet<>(groups);
            more.add(group);
            return new Active(id, name, path, created, tags, more, keys, boundary);
        }

        private Active left(UniqueId group) {
            TreeSet<UniqueId> fewer = new TreeSet<>(groups);
            fewer.remove(group);
            return new Active(id, name, path, created, tags, fewer, keys, boundary);
        }
    }

    /** The last identity stays, for the fact that says that the user is gone. */
    record Deleted(UniqueId id, EntityName name, EntityPath path) implements User {}

    /** The state after the event; one that cannot have happened throws CorruptStreamException. */
    static User evolve(User user, UserEvent event) {
        return switch (user) {
            case Absent _ ->
                    switch (event) {
                        case UserCreated e ->
                                new Active(
                                        e.id(),
                                        e.name(),
                                        e.path(),
                                        e.created(),
                                        e.tags(),
                                        Collections.emptyNavigableSet(),
                                        AccessKeys.NONE,
                                        e.boundary());
                        case UserRenamed _,
                                UserMoved _,
                                UserTagged _,
                                UserUntagged _,
                                UserJoinedGroup _,
                                UserLeftGroup _,
                                UserBoundarySet _,
                                UserBoundaryRemoved _,
                                UserAccessKeyChanged _,
                                UserDeleted _ ->
                                throw new CorruptStreamException(user, event);
                    };
            case Active a ->
                    switch (event) {
                        case UserRenamed(var _, EntityName to) -> a.named(to);
                        case UserMoved(var _, EntityPath to) -> a.at(to);
                        case UserTagged(Tags tags) -> a.tagged(a.tags().with(tags));
                        case UserUntagged(var keys) -> a.tagged(a.tags().without(keys));
                        case UserJoinedGroup(UniqueId group) when !a.groups().contains(group) ->
                                a.joined(group);
                        case UserLeftGroup(UniqueId group) when a.groups().contains(group) ->
                                a.left(group);
                        case UserBoundarySet(Arn policy) -> a.bounded(Optional.of(policy));
                        case UserBoundaryRemoved _ when a.boundary().isPresent() ->
                                a.bounded(Optional.empty());
                        case UserAccessKeyChanged(var change) ->
                                a.holding(AccessKeyDecider.evolve(a.keys(), change));
                        case UserDeleted _ -> new Deleted(a.id(), a.name(), a.path());
                        case UserCreated _,
                                UserJoinedGroup _,
                                UserLeftGroup _,
                                UserBoundaryRemoved _ ->
                                throw new CorruptStreamException(user, event);
                    };
            case Deleted _ -> throw new CorruptStreamException(user, event);
        };
    }
}
