package io.gatehouse.identity.user;

import io.gatehouse.identity.accesskey.AccessKeyCommand;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Remaining;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be asked of a user. Names and chance are resolved before: commands carry ids. */
public sealed interface UserCommand {

    /**
     * @param existing how many users the account has
     */
    record CreateUser(
            UniqueId id,
            EntityName name,
            EntityPath path,
            Tags tags,
            Optional<Arn> boundary,
            Instant created,
            int existing)
            implements UserCommand {}

    record RenameUser(EntityName to) implements UserCommand {}

    record MoveUser(EntityPath to) implements UserCommand {}

    record TagUser(Tags tags) implements UserCommand {}

    record UntagUser(List<String> keys) implements UserCommand {
        public UntagUser {
            keys = List.copyOf(keys);
        }
    }

    record JoinGroup(UniqueId group) implements UserCommand {}

    record LeaveGroup(UniqueId group) implements UserCommand {}

    record SetUserBoundary(Arn policy) implements UserCommand {}

    record RemoveUserBoundary() implements UserCommand {}

    record ChangeAccessKey(AccessKeyCommand change) implements UserCommand {}

    /**
     * @param remaining what policy-service answered
     * @param holdings what stands in streams of its own
     */
    record DeleteUser(Remaining remaining, UserHoldings holdings) implements UserCommand {}
}
