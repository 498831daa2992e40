package io.gatehouse.identity.role;

import static io.gatehouse.identity.value.Outcome.happens;
import static io.gatehouse.identity.value.Outcome.nothing;
import static io.gatehouse.identity.value.Outcome.refused;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.role.RoleCommand.AsImport;
import io.gatehouse.identity.role.RoleCommand.CreateRole;
import io.gatehouse.identity.role.RoleCommand.DeleteRole;
import io.gatehouse.identity.role.RoleCommand.DeleteServiceLinkedRole;
import io.gatehouse.identity.role.RoleCommand.DescribeRole;
import io.gatehouse.identity.role.RoleCommand.LimitSessions;
import io.gatehouse.identity.role.RoleCommand.RemoveRoleBoundary;
import io.gatehouse.identity.role.RoleCommand.ReplaceTrust;
import io.gatehouse.identity.role.RoleCommand.SetRoleBoundary;
import io.gatehouse.identity.role.RoleCommand.TagRole;
import io.gatehouse.identity.role.RoleCommand.UntagRole;
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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class RoleDeciderTest {

    private static final UniqueId ID = new UniqueId("AROAAAAAAAAAAAAAAAAAA");
    private static final EntityName NAME = new EntityName("deployer");
    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");
    private static final Tags RED = new Tags(List.of(new Tag("team", "red")));
    private static final Arn POLICY = Arn.parse("arn:aws:iam::111111111111:policy/edge");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final TrustPolicy OTHER = new TrustPolicy("{\"Version\":\"2012-10-17\"}");
    private static final RoleCreated CREATED = created(false);

    private static RoleCreated created(boolean serviceLinked) {
        return new RoleCreated(
                ID,
                NAME,
                EntityPath.ROOT,
                TrustPolicy.NOBODY,
                "",
                Tags.NONE,
                Optional.empty(),
                HOUR,
                serviceLinked,
                NOW);
    }

    private static CreateRole create(int size, int existing) {
        return new CreateRole(
                ID,
                NAME,
                EntityPath.ROOT,
                TrustPolicy.NOBODY,
                size,
                "",
                Tags.NONE,
                Optional.empty(),
                HOUR,
                false,
                NOW,
                existing);
    }

    private static final List<RoleCommand> CHANGES =
            List.of(
                    new LimitSessions(Duration.ofHours(2)),
                    new ReplaceTrust(OTHER, 10),
                    new SetRoleBoundary(POLICY),
                    new RemoveRoleBoundary(),
                    new DeleteRole(Remaining.NOTHING, false));
    private static final List<RoleCommand> TAGGING =
            List.of(new DescribeRole("deploys"), new TagRole(RED), new UntagRole(List.of("team")));

    private static Role after(RoleEvent... events) {
        Role role = Role.ABSENT;
        for (RoleEvent event : events) {
            role = Role.evolve(role, event);
        }
        return role;
    }

    private static Decision<RoleEvent> decide(Role role, RoleCommand command) {
        return RoleDecider.decide(role, command, Quotas.DEFAULT);
    }

    @Test
    void creating_a_role_that_is_absent_happens() {
        happens(decide(Role.ABSENT, create(2048, 999)), CREATED);
    }

    @Test
    void one_role_too_many_for_the_account_is_refused() {
        refused(
                decide(Role.ABSENT, create(10, 1000)),
                ErrorCode.LIMIT_EXCEEDED,
                "Cannot exceed quota for RolesPerAccount: 1000");
    }

    @Test
    void a_trust_policy_of_2049_characters_is_refused_unless_imported() {
        String text = "Cannot exceed quota for ACLSizePerRole: 2048";
        refused(decide(Role.ABSENT, create(2049, 0)), ErrorCode.LIMIT_EXCEEDED, text);
        refused(
                decide(after(CREATED), new ReplaceTrust(OTHER, 2049)),
                ErrorCode.LIMIT_EXCEEDED,
                text);
        happens(decide(Role.ABSENT, new AsImport(create(2049, 0))), CREATED);
        happens(
                decide(after(CREATED), new AsImport(new ReplaceTrust(OTHER, 2049))),
                new RoleTrustReplaced(OTHER));
    }

    @Test
    void everything_but_creation_is_refused_while_absent() {
        CHANGES.forEach(c -> refused(decide(Role.ABSENT, c), ErrorCode.NO_SUCH_ENTITY));
        TAGGING.forEach(c -> refused(decide(Role.ABSENT, c), ErrorCode.NO_SUCH_ENTITY));
    }

    @Test
    void everything_is_refused_once_deleted() {
        Role deleted = after(CREATED, new RoleDeleted(NAME));
        String text = "The role with name deployer cannot be found.";
        CHANGES.forEach(c -> refused(decide(deleted, c), ErrorCode.NO_SUCH_ENTITY, text));
        TAGGING.forEach(c -> refused(decide(deleted, c), ErrorCode.NO_SUCH_ENTITY, text));
        refused(decide(deleted, create(10, 0)), ErrorCode.ENTITY_ALREADY_EXISTS);
    }

    @Test
    void creating_a_role_that_exists_is_refused() {
        refused(
                decide(after(CREATED), create(10, 0)),
                ErrorCode.ENTITY_ALREADY_EXISTS,
                "Role with name deployer already exists.");
    }

    @Test
    void a_service_linked_role_is_tagged_but_changed_only_by_an_import() {
        Role linked = after(created(true));
        CHANGES.forEach(c -> refused(decide(linked, c), ErrorCode.UNMODIFIABLE_ENTITY));
        happens(decide(linked, new TagRole(RED)), new RoleTagged(RED));
        nothing(decide(linked, new UntagRole(List.of("team"))));
        happens(
                decide(linked, new AsImport(new ReplaceTrust(OTHER, 10))),
                new RoleTrustReplaced(OTHER));
    }

    @Test
    void description_session_limit_and_trust_change_unless_they_are_the_same() {
        happens(decide(after(CREATED), new DescribeRole("d")), new RoleDescribed("d"));
        nothing(decide(after(CREATED), new DescribeRole("")));
        happens(
                decide(after(CREATED), new LimitSessions(Duration.ofHours(2))),
                new RoleSessionsLimited(Duration.ofHours(2)));
        nothing(decide(after(CREATED), new LimitSessions(HOUR)));
        happens(decide(after(CREATED), new ReplaceTrust(OTHER, 10)), new RoleTrustReplaced(OTHER));
        nothing(decide(after(CREATED), new ReplaceTrust(TrustPolicy.NOBODY, 10)));
    }

    @Test
    void tags_change_unless_they_are_the_same() {
        Role tagged = after(CREATED, new RoleTagged(RED));
        happens(decide(after(CREATED), new TagRole(RED)), new RoleTagged(RED));
        nothing(decide(tagged, new TagRole(RED)));
        happens(decide(tagged, new UntagRole(List.of("team"))), new RoleUntagged(List.of("team")));
        nothing(decide(after(CREATED), new UntagRole(List.of("team"))));
    }

    @Test
    void a_boundary_is_set_and_removed() {
        Role bounded = after(CREATED, new RoleBoundarySet(POLICY));
        happens(decide(after(CREATED), new SetRoleBoundary(POLICY)), new RoleBoundarySet(POLICY));
        nothing(decide(bounded, new SetRoleBoundary(POLICY)));
        happens(decide(bounded, new RemoveRoleBoundary()), new RoleBoundaryRemoved(POLICY));
        nothing(decide(after(CREATED), new RemoveRoleBoundary()));
    }

    @Test
    void deleting_a_role_happens_once_no_policy_remains() {
        happens(
                decide(after(CREATED), new DeleteRole(Remaining.NOTHING, false)),
                new RoleDeleted(NAME));
        refused(
                decide(after(CREATED), new DeleteRole(new Remaining(1, 0), false)),
                ErrorCode.DELETE_CONFLICT,
                "Cannot delete entity, must detach all policies first.");
        refused(
                decide(after(CREATED), new DeleteRole(new Remaining(0, 1), false)),
                ErrorCode.DELETE_CONFLICT,
                "Cannot delete entity, must delete policies first.");
    }

    @Test
    void events_that_cannot_have_happened_are_a_corrupt_stream() {
        assertThatThrownBy(() -> after(new RoleDescribed("")))
                .isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> after(CREATED, CREATED))
                .isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> after(CREATED, new RoleBoundaryRemoved(POLICY)))
                .isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> after(CREATED, new RoleDeleted(NAME), CREATED))
                .isInstanceOf(CorruptStreamException.class);
    }

    @Test
    void a_role_that_an_instance_profile_carries_is_not_deleted() {
        refused(
                decide(after(CREATED), new DeleteRole(Remaining.NOTHING, true)),
                ErrorCode.DELETE_CONFLICT,
                "Cannot delete entity, must remove roles from instance profile first.");
    }

    @Test
    void only_a_service_linked_role_is_deleted_as_one() {
        happens(decide(after(created(true)), new DeleteServiceLinkedRole()), new RoleDeleted(NAME));
        refused(decide(after(CREATED), new DeleteServiceLinkedRole()), ErrorCode.NO_SUCH_ENTITY);
        refused(
                decide(after(CREATED, new RoleDeleted(NAME)), new DeleteServiceLinkedRole()),
                ErrorCode.NO_SUCH_ENTITY);
    }
}
