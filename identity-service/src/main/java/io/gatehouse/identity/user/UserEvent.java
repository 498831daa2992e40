package io.gatehouse.identity.user;

import io.gatehouse.identity.accesskey.AccessKeyEvent;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can have happened to a user. Who and when stand in the envelope. */
public sealed interface UserEvent {

    /**
     * @param created when the user was made; earlier than the envelope's time for an imported user
     */
    record UserCreated(
            UniqueId id,
            EntityName name,
            EntityPath path,
            Tags tags,
            Optional<Arn> boundary,
            Instant created)
            implements UserEvent {}

    record UserRenamed(EntityName from, EntityName to) implements UserEvent {}

    record UserMoved(EntityPath from, EntityPath to) implements UserEvent {}

    record UserTagged(Tags tags) implements UserEvent {}

    record UserUntagged(List<String> keys) implements UserEvent {
        public UserUntagged {
            keys = List.copyOf(keys);
        }
    }

    record UserJoinedGroup(UniqueId group) implements UserEvent {}

    record UserLeftGroup(UniqueId group) implements UserEvent {}

    record UserBoundarySet(Arn policy) implements UserEvent {}

    record UserBoundaryRemoved(Arn policy) implements UserEvent {}

    record UserAccessKeyChanged(AccessKeyEvent change) implements UserEvent {}

    record UserDeleted(EntityName name) implements UserEvent {}
}
