package io.gatehouse.identity.instanceprofile;

import static io.gatehouse.identity.value.Outcome.happens;
import static io.gatehouse.identity.value.Outcome.nothing;
import static io.gatehouse.identity.value.Outcome.refused;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.instanceprofile.InstanceProfileCommand.AddRole;
import io.gatehouse.identity.instanceprofile.InstanceProfileCommand.CreateInstanceProfile;
import io.gatehouse.identity.instanceprofile.InstanceProfileCommand.DeleteInstanceProfile;
import io.gatehouse.identity.instanceprofile.InstanceProfileCommand.RemoveRole;
import io.gatehouse.identity.instanceprofile.InstanceProfileCommand.TagInstanceProfile;
import io.gatehouse.identity.instanceprofile.InstanceProfileCommand.UntagInstanceProfile;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileCreated;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileDeleted;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileRoleAdded;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileRoleRemoved;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileTagged;
import io.gatehouse.identity.instanceprofile.InstanceProfileEvent.InstanceProfileUntagged;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

class InstanceProfileDeciderTest {

    private static final UniqueId ID = new UniqueId("AIPAAAAAAAAAAAAAAAAAA");
    private static final UniqueId ROLE = new UniqueId("AROAAAAAAAAAAAAAAAAAA");
    private static final UniqueId OTHER = new UniqueId("AROABBBBBBBBBBBBBBBBB");
    private static final EntityName NAME = new EntityName("web");
    private static final EntityName WORKER = new EntityName("worker");
    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");
    private static final Tags RED =
            Tags.exact(List.of(new io.gatehouse.identity.value.Tag("team", "red")));
    private static final InstanceProfileCreated CREATED =
            new InstanceProfileCreated(ID, NAME, EntityPath.ROOT, Tags.exact(List.of()), NOW);
    private static final List<InstanceProfileCommand> CHANGES =
            List.of(
                    new AddRole(ROLE),
                    new RemoveRole(ROLE, WORKER),
                    new TagInstanceProfile(RED),
                    new UntagInstanceProfile(List.of("team")),
                    new DeleteInstanceProfile());

    private static InstanceProfile after(InstanceProfileEvent... events) {
        InstanceProfile profile = InstanceProfile.ABSENT;
        for (InstanceProfileEvent event : events) {
            profile = InstanceProfile.evolve(profile, event);
        }
        return profile;
    }

    private static Decision<InstanceProfileEvent> decide(
            InstanceProfile profile, InstanceProfileCommand command) {
        return InstanceProfileDecider.decide(profile, command, Quotas.DEFAULT);
    }

    private static CreateInstanceProfile create(int existing) {
        return new CreateInstanceProfile(
                ID, NAME, EntityPath.ROOT, Tags.exact(List.of()), NOW, existing);
    }

    @Test
    void creating_one_that_is_absent_happens_up_to_the_quota() {
        happens(decide(InstanceProfile.ABSENT, create(999)), CREATED);
        refused(
                decide(InstanceProfile.ABSENT, create(1000)),
                ErrorCode.LIMIT_EXCEEDED,
                "Cannot exceed quota for InstanceProfilesPerAccount: 1000");
    }

    @Test
    void everything_but_creation_is_refused_while_absent_and_once_deleted() {
        InstanceProfile deleted = after(CREATED, new InstanceProfileDeleted(NAME));
        for (InstanceProfileCommand change : CHANGES) {
            refused(decide(InstanceProfile.ABSENT, change), ErrorCode.NO_SUCH_ENTITY);
            refused(
                    decide(deleted, change),
                    ErrorCode.NO_SUCH_ENTITY,
                    "Instance Profile web cannot be found.");
        }
        refused(decide(deleted, create(0)), ErrorCode.ENTITY_ALREADY_EXISTS);
        refused(
                decide(after(CREATED), create(0)),
                ErrorCode.ENTITY_ALREADY_EXISTS,
                "Instance Profile web already exists.");
    }

    @Test
    void it_carries_one_role_and_no_second() {
        InstanceProfile carrying = after(CREATED, new InstanceProfileRoleAdded(ROLE));
        happens(decide(after(CREATED), new AddRole(ROLE)), new InstanceProfileRoleAdded(ROLE));
        for (UniqueId role : List.of(ROLE, OTHER)) {
            refused(
                    decide(carrying, new AddRole(role)),
                    ErrorCode.LIMIT_EXCEEDED,
                    "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        }
        happens(
                decide(carrying, new RemoveRole(ROLE, WORKER)),
                new InstanceProfileRoleRemoved(ROLE));
        refused(
                decide(carrying, new RemoveRole(OTHER, WORKER)),
                ErrorCode.NO_SUCH_ENTITY,
                "The role with name worker cannot be found.");
        refused(
                decide(after(CREATED), new RemoveRole(ROLE, WORKER)),
                ErrorCode.NO_SUCH_ENTITY,
                "The role with name worker cannot be found.");
    }

    @Test
    void one_that_carries_a_role_is_not_deleted() {
        happens(
                decide(after(CREATED), new DeleteInstanceProfile()),
                new InstanceProfileDeleted(NAME));
        refused(
                decide(
                        after(CREATED, new InstanceProfileRoleAdded(ROLE)),
                        new DeleteInstanceProfile()),
                ErrorCode.DELETE_CONFLICT,
                "Cannot delete entity, must remove roles from instance profile first.");
    }

    @Test
    void tags_are_put_and_taken_away_up_to_fifty() {
        InstanceProfile tagged = after(CREATED, new InstanceProfileTagged(RED));
        happens(
                decide(after(CREATED), new TagInstanceProfile(RED)),
                new InstanceProfileTagged(RED));
        nothing(decide(tagged, new TagInstanceProfile(RED)));
        happens(
                decide(tagged, new UntagInstanceProfile(List.of("team"))),
                new InstanceProfileUntagged(List.of("team")));
        nothing(decide(tagged, new UntagInstanceProfile(List.of("TEAM"))));
        Tags many =
                Tags.exact(
                        IntStream.range(0, 50)
                                .mapToObj(i -> new io.gatehouse.identity.value.Tag("k" + i, ""))
                                .toList());
        refused(decide(tagged, new TagInstanceProfile(many)), ErrorCode.LIMIT_EXCEEDED);
    }

    @Test
    void events_that_cannot_have_happened_are_a_corrupt_stream() {
        assertThatThrownBy(() -> after(new InstanceProfileTagged(RED)))
                .isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> after(CREATED, CREATED))
                .isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> after(CREATED, new InstanceProfileRoleRemoved(ROLE)))
                .isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> after(CREATED, new InstanceProfileDeleted(NAME), CREATED))
                .isInstanceOf(CorruptStreamException.class);
    }
}
