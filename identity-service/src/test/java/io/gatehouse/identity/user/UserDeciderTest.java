package io.gatehouse.identity.user;

import static io.gatehouse.identity.value.Outcome.happens;
import static io.gatehouse.identity.value.Outcome.nothing;
import static io.gatehouse.identity.value.Outcome.refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.accesskey.AccessKeyCommand.CreateAccessKey;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyCreated;
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
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.value.Remaining;
import io.gatehouse.identity.value.Tag;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

class UserDeciderTest {

    private static final UniqueId ID = new UniqueId("AIDAAAAAAAAAAAAAAAAAA");
    private static final UniqueId GROUP = new UniqueId("AGPAAAAAAAAAAAAAAAAAA");
    private static final UniqueId KEY = new UniqueId("AKIAAAAAAAAAAAAAAAAA");
    private static final EntityName ALICE = new EntityName("alice");
    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");
    private static final Tags RED = new Tags(List.of(new Tag("team", "red")));
    private static final Arn POLICY = Arn.parse("arn:aws:iam::111111111111:policy/edge");
    private static final UserCreated CREATED =
            new UserCreated(ID, ALICE, EntityPath.ROOT, Tags.NONE, Optional.empty(), NOW);
    private static final String GONE = "The user with name alice cannot be found.";

    private static User after(UserEvent... events) {
        User user = User.ABSENT;
        for (UserEvent event : events) {
            user = User.evolve(user, event);
        }
        return user;
    }

    private static Decision<UserEvent> decide(User user, UserCommand command) {
        return UserDecider.decide(user, command, Quotas.DEFAULT);
    }

    private static CreateUser create(Tags tags, int existing) {
        return new CreateUser(ID, ALICE, EntityPath.ROOT, tags, Optional.of(POLICY), NOW, existing);
    }

    private static List<UserCommand> allButCreate() {
        return List.of(
                new RenameUser(new EntityName("bob")),
                new MoveUser(new EntityPath("/ops/")),
                new TagUser(RED),
                new UntagUser(List.of("team")),
                new JoinGroup(GROUP),
                new LeaveGroup(GROUP),
                new SetUserBoundary(POLICY),
                new RemoveUserBoundary(),
                new ChangeAccessKey(new CreateAccessKey(KEY, NOW)),
                new DeleteUser(Remaining.NOTHING, UserHoldings.NONE));
    }

    @Test
    void creating_a_user_that_is_absent_happens() {
        happens(
                decide(User.ABSENT, create(RED, 4999)),
                new UserCreated(ID, ALICE, EntityPath.ROOT, RED, Optional.of(POLICY), NOW));
    }

    @Test
    void one_user_too_many_for_the_account_is_refused() {
        refused(
                decide(User.ABSENT, create(RED, 5000)),
                ErrorCode.LIMIT_EXCEEDED,
                "Cannot exceed quota for UsersPerAccount: 5000");
    }

    @Test
    void a_user_with_51_tags_is_refused() {
        refused(decide(User.ABSENT, create(tags(51), 0)), ErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void everything_but_creation_is_refused_while_absent() {
        for (UserCommand command : allButCreate()) {
            refused(decide(User.ABSENT, command), ErrorCode.NO_SUCH_ENTITY);
        }
    }

    @Test
    void everything_is_refused_once_deleted() {
        User deleted = after(CREATED, new UserDeleted(ALICE));
        for (UserCommand command : allButCreate()) {
            refused(decide(deleted, command), ErrorCode.NO_SUCH_ENTITY, GONE);
        }
        refused(
                decide(deleted, create(RED, 0)),
                ErrorCode.ENTITY_ALREADY_EXISTS,
                "User with name alice already exists.");
    }

    @Test
    void creating_a_user_that_exists_is_refused() {
        refused(
                decide(after(CREATED), create(RED, 0)),
                ErrorCode.ENTITY_ALREADY_EXISTS,
                "User with name alice already exists.");
    }

    @Test
    void renaming_happens_unless_the_name_is_the_same() {
        EntityName bob = new EntityName("bob");
        happens(decide(after(CREATED), new RenameUser(bob)), new UserRenamed(ALICE, bob));
        nothing(decide(after(CREATED), new RenameUser(ALICE)));
        EntityName upper = new EntityName("Alice");
        happens(decide(after(CREATED), new RenameUser(upper)), new UserRenamed(ALICE, upper));
    }

    @Test
    void moving_happens_unless_the_path_is_the_same() {
        EntityPath ops = new EntityPath("/ops/");
        happens(decide(after(CREATED), new MoveUser(ops)), new UserMoved(EntityPath.ROOT, ops));
        nothing(decide(after(CREATED), new MoveUser(EntityPath.ROOT)));
    }

    @Test
    void tagging_happens_unless_nothing_would_change() {
        happens(decide(after(CREATED), new TagUser(RED)), new UserTagged(RED));
        nothing(decide(after(CREATED, new UserTagged(RED)), new TagUser(RED)));
    }

    @Test
    void the_51st_tag_is_refused_and_replacing_one_of_50_is_not() {
        User full = after(CREATED, new UserTagged(tags(50)));
        refused(
                decide(full, new TagUser(RED)),
                ErrorCode.LIMIT_EXCEEDED,
                "The number of tags has reached the maximum limit.");
        Tags replaced = new Tags(List.of(new Tag("KEY1", "other")));
        happens(decide(full, new TagUser(replaced)), new UserTagged(replaced));
    }

    @Test
    void untagging_happens_unless_nothing_would_change() {
        User tagged = after(CREATED, new UserTagged(RED));
        happens(decide(tagged, new UntagUser(List.of("TEAM"))), new UserUntagged(List.of("TEAM")));
        nothing(decide(tagged, new UntagUser(List.of("other"))));
    }

    @Test
    void joining_a_group_happens_once() {
        happens(decide(after(CREATED), new JoinGroup(GROUP)), new UserJoinedGroup(GROUP));
        nothing(decide(after(CREATED, new UserJoinedGroup(GROUP)), new JoinGroup(GROUP)));
    }

    @Test
    void the_eleventh_group_is_refused() {
        User user = after(CREATED);
        for (char c = 'B'; c < 'L'; c++) {
            user = User.evolve(user, new UserJoinedGroup(new UniqueId("AGPAAAAAAAAAAAAAAAAA" + c)));
        }
        refused(
                decide(user, new JoinGroup(GROUP)),
                ErrorCode.LIMIT_EXCEEDED,
                "Cannot exceed quota for GroupsPerUser: 10");
    }

    @Test
    void leaving_a_group_happens_to_members_only() {
        happens(
                decide(after(CREATED, new UserJoinedGroup(GROUP)), new LeaveGroup(GROUP)),
                new UserLeftGroup(GROUP));
        nothing(decide(after(CREATED), new LeaveGroup(GROUP)));
    }

    @Test
    void a_boundary_is_set_replaced_and_removed() {
        User bounded = after(CREATED, new UserBoundarySet(POLICY));
        Arn other = Arn.parse("arn:aws:iam::111111111111:policy/other");
        happens(decide(after(CREATED), new SetUserBoundary(POLICY)), new UserBoundarySet(POLICY));
        nothing(decide(bounded, new SetUserBoundary(POLICY)));
        happens(decide(bounded, new SetUserBoundary(other)), new UserBoundarySet(other));
        happens(decide(bounded, new RemoveUserBoundary()), new UserBoundaryRemoved(POLICY));
        nothing(decide(after(CREATED), new RemoveUserBoundary()));
    }

    @Test
    void an_access_key_is_made() {
        happens(
                decide(after(CREATED), new ChangeAccessKey(new CreateAccessKey(KEY, NOW))),
                new UserAccessKeyChanged(new AccessKeyCreated(KEY, NOW)));
    }

    @Test
    void deleting_a_user_with_nothing_left_happens() {
        happens(
                decide(after(CREATED), new DeleteUser(Remaining.NOTHING, UserHoldings.NONE)),
                new UserDeleted(ALICE));
    }

    @Test
    void deleting_a_user_with_access_keys_is_refused() {
        refused(
                decide(
                        after(CREATED, new UserAccessKeyChanged(new AccessKeyCreated(KEY, NOW))),
                        new DeleteUser(Remaining.NOTHING, UserHoldings.NONE)),
                ErrorCode.DELETE_CONFLICT,
                "Cannot delete entity, must delete access keys first.");
    }

    @Test
    void deleting_a_user_in_a_group_is_refused() {
        refused(
                decide(
                        after(CREATED, new UserJoinedGroup(GROUP)),
                        new DeleteUser(Remaining.NOTHING, UserHoldings.NONE)),
                ErrorCode.DELETE_CONFLICT,
                "Cannot delete entity, must remove users from group first.");
    }

    @Test
    void deleting_a_user_with_policies_is_refused() {
        refused(
                decide(after(CREATED), new DeleteUser(new Remaining(1, 1), UserHoldings.NONE)),
                ErrorCode.DELETE_CONFLICT,
                "Cannot delete entity, must detach all policies first.");
        refused(
                decide(after(CREATED), new DeleteUser(new Remaining(0, 1), UserHoldings.NONE)),
                ErrorCode.DELETE_CONFLICT,
                "Cannot delete entity, must delete policies first.");
    }

    @Test
    void a_deleted_user_keeps_its_last_identity() {
        assertThat(
                        after(
                                CREATED,
                                new UserRenamed(ALICE, new EntityName("bob")),
                                new UserMoved(EntityPath.ROOT, new EntityPath("/ops/")),
                                new UserDeleted(new EntityName("bob"))))
                .isEqualTo(new User.Deleted(ID, new EntityName("bob"), new EntityPath("/ops/")));
    }

    @Test
    void events_that_cannot_have_happened_are_a_corrupt_stream() {
        assertCorrupt(User.ABSENT, new UserDeleted(ALICE));
        assertCorrupt(after(CREATED), CREATED);
        assertCorrupt(after(CREATED), new UserLeftGroup(GROUP));
        assertCorrupt(after(CREATED, new UserJoinedGroup(GROUP)), new UserJoinedGroup(GROUP));
        assertCorrupt(after(CREATED), new UserBoundaryRemoved(POLICY));
        assertCorrupt(after(CREATED, new UserDeleted(ALICE)), new UserTagged(RED));
    }

    private static void assertCorrupt(User user, UserEvent event) {
        assertThatThrownBy(() -> User.evolve(user, event))
                .isInstanceOf(CorruptStreamException.class);
    }

    private static Tags tags(int count) {
        return new Tags(
                IntStream.range(0, count).mapToObj(i -> new Tag("key" + i, "value")).toList());
    }

    @Test
    void a_user_who_can_sign_in_or_has_a_device_is_not_deleted() {
        refused(
                decide(
                        after(CREATED),
                        new DeleteUser(Remaining.NOTHING, new UserHoldings(true, 0, 0, 0, 0))),
                ErrorCode.DELETE_CONFLICT,
                "Cannot delete entity, must delete login profile first.");
        refused(
                decide(
                        after(CREATED),
                        new DeleteUser(Remaining.NOTHING, new UserHoldings(false, 1, 0, 0, 0))),
                ErrorCode.DELETE_CONFLICT,
                "Cannot delete entity, must delete MFA device first.");
    }

    @Test
    void a_user_who_holds_certificates_keys_or_credentials_of_services_is_not_deleted() {
        refused(
                decide(
                        after(CREATED),
                        new DeleteUser(Remaining.NOTHING, new UserHoldings(false, 0, 1, 1, 1))),
                ErrorCode.DELETE_CONFLICT,
                "Cannot delete entity, must delete signing certificates first.");
        refused(
                decide(
                        after(CREATED),
                        new DeleteUser(Remaining.NOTHING, new UserHoldings(false, 0, 0, 1, 1))),
                ErrorCode.DELETE_CONFLICT,
                "Cannot delete entity, must delete SSH public keys first.");
        refused(
                decide(
                        after(CREATED),
                        new DeleteUser(Remaining.NOTHING, new UserHoldings(false, 0, 0, 0, 1))),
                ErrorCode.DELETE_CONFLICT,
                "Cannot delete entity, must delete service specific credentials first.");
    }
}
