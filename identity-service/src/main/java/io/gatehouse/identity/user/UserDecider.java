package io.gatehouse.identity.user;

import static io.gatehouse.identity.value.Decision.accept;
import static io.gatehouse.identity.value.Decision.refuse;
import static io.gatehouse.identity.value.Refusals.alreadyExists;
import static io.gatehouse.identity.value.Refusals.inUse;
import static io.gatehouse.identity.value.Refusals.notFound;
import static io.gatehouse.identity.value.Refusals.quota;
import static io.gatehouse.identity.value.Refusals.tooManyTags;
import static io.gatehouse.identity.value.Refusals.unlessEmpty;

import io.gatehouse.identity.accesskey.AccessKeyCommand;
import io.gatehouse.identity.accesskey.AccessKeyDecider;
import io.gatehouse.identity.accesskey.AccessKeyEvent;
import io.gatehouse.identity.user.UserCommand.ChangeAccessKey;
import io.gatehouse.identity.user.UserCommand.CreateUser;
import io.gatehouse.identity.user.UserCommand.DeleteUser;
import io.gatehouse.identity.user.UserCommand.JoinGroup;
import io.gatehouse.identity.user.UserCommand.LeaveGroup;
import io.gatehouse.identity.user.UserCommand.MoveUser;
import io.gatehouse.identity.user.UserCommand.RemoveUserBoundary;
import io.gatehouse.identity.user.UserCommand.RenameUser;
import io.gatehouse.identity.user.UserCommand.SetUserBoundary;
import io.gatehouse.identity.user.UserCommand.TagUser;
import io.gatehouse.identity.user.UserCommand.UntagUser;
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
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.value.Remaining;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;

import java.util.List;
import java.util.Optional;

/**
 * The rules of users: state and command in, events or a refusal out. Texts are AWS's (SEMANTICS
 * 10).
 */
public final class UserDecider {

    private UserDecider() {}

    public static Decision<UserEvent> decide(User user, UserCommand command, Quotas quotas) {
        return switch (user) {
            case User.Absent _ ->
                    switch (command) {
                        case CreateUser c -> create(c, quotas);
                        case RenameUser _,
                                MoveUser _,
                                TagUser _,
                                UntagUser _,
                                JoinGroup _,
                                LeaveGroup _,
                                SetUserBoundary _,
                                RemoveUserBoundary _,
                                ChangeAccessKey _,
                                DeleteUser _ ->
                                refuse(ErrorCode.NO_SUCH_ENTITY, "The user cannot be found.");
                    };
            case User.Active active -> decide(active, command, quotas);
            case User.Deleted deleted ->
                    switch (command) {
                        // Ids are never used again.
                        case CreateUser _ -> alreadyExists("User", deleted.name().text());
                        case RenameUser _,
                                MoveUser _,
                                TagUser _,
                                UntagUser _,
                                JoinGroup _,
                                LeaveGroup _,
                                SetUserBoundary _,
                                RemoveUserBoundary _,
                                ChangeAccessKey _,
                                DeleteUser _ ->
                                notFound("user", deleted.name().text());
                    };
        };
    }

    private static Decision<UserEvent> create(CreateUser c, Quotas quotas) {
        if (c.existing() >= quotas.users()) {
            return quota("UsersPerAccount", quotas.users());
        }
        if (c.tags().count() > quotas.tags()) {
            return tooManyTags();
        }
        return accept(
                new UserCreated(c.id(), c.name(), c.path(), c.tags(), c.boundary(), c.created()));
    }

    private static Decision<UserEvent> decide(
            User.Active user, UserCommand command, Quotas quotas) {
        return switch (command) {
            case CreateUser _ -> alreadyExists("User", user.name().text());
            case RenameUser(var to) ->
                    to.equals(user.name()) ? accept() : accept(new UserRenamed(user.name(), to));
            case MoveUser(var to) ->
                    to.equals(user.path()) ? accept() : accept(new UserMoved(user.path(), to));
            case TagUser(Tags tags) -> tag(user, tags, quotas);
            case UntagUser(List<String> keys) -> {
                Tags left = user.tags().without(keys);
                yield left.equals(user.tags()) ? accept() : accept(new UserUntagged(keys));
            }
            case JoinGroup(UniqueId group) -> join(user, group, quotas);
            case LeaveGroup(UniqueId group) ->
                    user.groups().contains(group) ? accept(new UserLeftGroup(group)) : accept();
            case SetUserBoundary(var policy) ->
                    user.boundary().equals(Optional.of(policy))
                            ? accept()
                            : accept(new UserBoundarySet(policy));
            case RemoveUserBoundary() ->
                    user.boundary()
                            .<Decision<UserEvent>>map(b -> accept(new UserBoundaryRemoved(b)))
                            .orElseGet(Decision::accept);
            case ChangeAccessKey(AccessKeyCommand change) ->
                    switch (AccessKeyDecider.decide(
                            user.keys(), change, quotas.accessKeysPerUser())) {
                        case Decision.Refused<AccessKeyEvent>(var refusal) ->
                                new Decision.Refused<>(refusal);
                        case Decision.Accepted<AccessKeyEvent>(var events) ->
                                new Decision.Accepted<>(
                                        events.stream()
                                                .<UserEvent>map(UserAccessKeyChanged::new)
                                                .toList());
                    };
            case DeleteUser(Remaining remaining, UserHoldings holdings) ->
                    delete(user, remaining, holdings);
        };
    }

    private static Decision<UserEvent> tag(User.Active user, Tags tags, Quotas quotas) {
        Tags after = user.tags().with(tags);
        if (after.equals(user.tags())) {
            return accept();
        }
        return after.count() > quotas.tags() ? tooManyTags() : accept(new UserTagged(tags));
    }

    private static Decision<UserEvent> join(User.Active user, UniqueId group, Quotas quotas) {
        if (user.groups().contains(group)) {
            return accept();
        }
        return user.groups().size() >= quotas.groupsPerUser()
                ? quota("GroupsPerUser", quotas.groupsPerUser())
                : accept(new UserJoinedGroup(group));
    }

    private static Decision<UserEvent> delete(
            User.Active user, Remaining remaining, UserHoldings holdings) {
        if (!user.keys().isEmpty()) {
            return inUse("delete access keys first.");
        }
        if (holdings.loginProfile()) {
            return inUse("delete login profile first.");
        }
        if (holdings.mfaDevices() > 0) {
            return inUse("delete MFA device first.");
        }
        if (holdings.signingCertificates() > 0) {
            return inUse("delete signing certificates first.");
        }
        if (holdings.sshKeys() > 0) {
            return inUse("delete SSH public keys first.");
        }
        if (holdings.serviceCredentials() > 0) {
            return inUse("delete service specific credentials first.");
        }
        if (!user.groups().isEmpty()) {
            return inUse("remove users from group first.");
        }
        return unlessEmpty(remaining, accept(new UserDeleted(user.name())));
    }
}
