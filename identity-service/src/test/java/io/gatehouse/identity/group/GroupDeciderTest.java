package io.gatehouse.identity.group;

import static io.gatehouse.identity.value.Outcome.happens;
import static io.gatehouse.identity.value.Outcome.nothing;
import static io.gatehouse.identity.value.Outcome.refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.group.GroupCommand.CreateGroup;
import io.gatehouse.identity.group.GroupCommand.DeleteGroup;
import io.gatehouse.identity.group.GroupCommand.MoveGroup;
import io.gatehouse.identity.group.GroupCommand.RenameGroup;
import io.gatehouse.identity.group.GroupEvent.GroupCreated;
import io.gatehouse.identity.group.GroupEvent.GroupDeleted;
import io.gatehouse.identity.group.GroupEvent.GroupMoved;
import io.gatehouse.identity.group.GroupEvent.GroupRenamed;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.value.Remaining;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class GroupDeciderTest {

    private static final UniqueId ID = new UniqueId("AGPAAAAAAAAAAAAAAAAAA");
    private static final EntityName ADMINS = new EntityName("admins");
    private static final EntityName OPS = new EntityName("ops");
    private static final EntityPath PATH = new EntityPath("/it/");
    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");
    private static final GroupCreated CREATED = new GroupCreated(ID, ADMINS, EntityPath.ROOT, NOW);
    private static final DeleteGroup DELETE = new DeleteGroup(0, Remaining.NOTHING);

    private static Group after(GroupEvent... events) {
        Group group = Group.ABSENT;
        for (GroupEvent event : events) {
            group = Group.evolve(group, event);
        }
        return group;
    }

    private static Decision<GroupEvent> decide(Group group, GroupCommand command) {
        return GroupDecider.decide(group, command, Quotas.DEFAULT);
    }

    private static CreateGroup create(int existing) {
        return new CreateGroup(ID, ADMINS, EntityPath.ROOT, NOW, existing);
    }

    @Test
    void creating_a_group_that_is_absent_happens() {
        happens(decide(Group.ABSENT, create(299)), CREATED);
    }

    @Test
    void one_group_too_many_for_the_account_is_refused() {
        refused(
                decide(Group.ABSENT, create(300)),
                ErrorCode.LIMIT_EXCEEDED,
                "Cannot exceed quota for GroupsPerAccount: 300");
    }

    @Test
    void everything_but_creation_is_refused_while_absent() {
        refused(decide(Group.ABSENT, new RenameGroup(OPS)), ErrorCode.NO_SUCH_ENTITY);
        refused(decide(Group.ABSENT, new MoveGroup(PATH)), ErrorCode.NO_SUCH_ENTITY);
        refused(decide(Group.ABSENT, DELETE), ErrorCode.NO_SUCH_ENTITY);
    }

    @Test
    void creating_a_group_that_exists_is_refused() {
        refused(
                decide(after(CREATED), create(0)),
                ErrorCode.ENTITY_ALREADY_EXISTS,
                "Group with name admins already exists.");
    }

    @Test
    void renaming_and_moving_happen_unless_nothing_would_change() {
        happens(decide(after(CREATED), new RenameGroup(OPS)), new GroupRenamed(ADMINS, OPS));
        nothing(decide(after(CREATED), new RenameGroup(ADMINS)));
        happens(decide(after(CREATED), new MoveGroup(PATH)), new GroupMoved(EntityPath.ROOT, PATH));
        nothing(decide(after(CREATED), new MoveGroup(EntityPath.ROOT)));
    }

    @Test
    void deleting_an_empty_group_happens() {
        happens(decide(after(CREATED), DELETE), new GroupDeleted(ADMINS));
    }

    @Test
    void deleting_a_group_with_members_or_policies_is_refused() {
        refused(
                decide(after(CREATED), new DeleteGroup(1, Remaining.NOTHING)),
                ErrorCode.DELETE_CONFLICT,
                "Cannot delete entity, must remove users from group first.");
        refused(
                decide(after(CREATED), new DeleteGroup(0, new Remaining(1, 0))),
                ErrorCode.DELETE_CONFLICT,
                "Cannot delete entity, must detach all policies first.");
        refused(
                decide(after(CREATED), new DeleteGroup(0, new Remaining(0, 1))),
                ErrorCode.DELETE_CONFLICT,
                "Cannot delete entity, must delete policies first.");
    }

    @Test
    void everything_is_refused_once_deleted() {
        Group deleted = after(CREATED, new GroupDeleted(ADMINS));
        refused(decide(deleted, create(0)), ErrorCode.ENTITY_ALREADY_EXISTS);
        for (GroupCommand command : List.of(new RenameGroup(OPS), new MoveGroup(PATH), DELETE)) {
            refused(
                    decide(deleted, command),
                    ErrorCode.NO_SUCH_ENTITY,
                    "The group with name admins cannot be found.");
        }
    }

    @Test
    void a_group_evolves_through_its_life() {
        assertThat(
                        after(
                                CREATED,
                                new GroupRenamed(ADMINS, OPS),
                                new GroupMoved(EntityPath.ROOT, PATH)))
                .isEqualTo(new Group.Active(ID, OPS, PATH, NOW));
        assertThatThrownBy(() -> after(CREATED, CREATED))
                .isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> after(new GroupDeleted(ADMINS)))
                .isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> after(CREATED, new GroupDeleted(ADMINS), CREATED))
                .isInstanceOf(CorruptStreamException.class);
    }
}
