package io.gatehouse.identity.mfa;

import static io.gatehouse.identity.value.Outcome.happens;
import static io.gatehouse.identity.value.Outcome.nothing;
import static io.gatehouse.identity.value.Outcome.refused;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.mfa.MfaDeviceCommand.CreateDevice;
import io.gatehouse.identity.mfa.MfaDeviceCommand.DeactivateDevice;
import io.gatehouse.identity.mfa.MfaDeviceCommand.DeleteDevice;
import io.gatehouse.identity.mfa.MfaDeviceCommand.EnableDevice;
import io.gatehouse.identity.mfa.MfaDeviceCommand.ResyncDevice;
import io.gatehouse.identity.mfa.MfaDeviceCommand.TagDevice;
import io.gatehouse.identity.mfa.MfaDeviceCommand.UntagDevice;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceCreated;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceDeactivated;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceDeleted;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceEnabled;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceResynced;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceTagged;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceUntagged;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.value.Tag;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class MfaDeviceDeciderTest {

    private static final UniqueId ID = new UniqueId("AMFAAAAAAAAAAAAAAAAAA");
    private static final UniqueId USER = new UniqueId("AIDAAAAAAAAAAAAAAAAAA");
    private static final UniqueId OTHER = new UniqueId("AIDABBBBBBBBBBBBBBBBB");
    private static final EntityName NAME = new EntityName("phone");
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Tags RED = Tags.exact(List.of(new Tag("team", "red")));
    private static final MfaDeviceCreated CREATED =
            new MfaDeviceCreated(ID, NAME, EntityPath.ROOT, Tags.exact(List.of()), NOW);
    private static final MfaDeviceEnabled ENABLED = new MfaDeviceEnabled(USER, NOW);

    private static MfaDevice after(MfaDeviceEvent... events) {
        MfaDevice device = MfaDevice.ABSENT;
        for (MfaDeviceEvent event : events) {
            device = MfaDevice.evolve(device, event);
        }
        return device;
    }

    private static Decision<MfaDeviceEvent> decide(MfaDevice device, MfaDeviceCommand command) {
        return MfaDeviceDecider.decide(device, command, Quotas.DEFAULT);
    }

    private static CreateDevice create() {
        return new CreateDevice(ID, NAME, EntityPath.ROOT, RED, NOW);
    }

    private static List<MfaDeviceCommand> allButCreate() {
        return List.of(
                new EnableDevice(USER, 0, true, NOW),
                new ResyncDevice(USER, true),
                new DeactivateDevice(USER),
                new TagDevice(RED),
                new UntagDevice(List.of("team")),
                new DeleteDevice());
    }

    @Test
    void a_device_is_created_once() {
        happens(
                decide(MfaDevice.ABSENT, create()),
                new MfaDeviceCreated(ID, NAME, EntityPath.ROOT, RED, NOW));
        refused(decide(after(CREATED), create()), ErrorCode.ENTITY_ALREADY_EXISTS);
        refused(
                decide(after(CREATED, new MfaDeviceDeleted(NAME)), create()),
                ErrorCode.ENTITY_ALREADY_EXISTS);
    }

    @Test
    void everything_but_creation_is_refused_while_absent_and_once_deleted() {
        for (MfaDeviceCommand command : allButCreate()) {
            refused(decide(MfaDevice.ABSENT, command), ErrorCode.NO_SUCH_ENTITY);
            refused(
                    decide(after(CREATED, new MfaDeviceDeleted(NAME)), command),
                    ErrorCode.NO_SUCH_ENTITY);
        }
    }

    @Test
    void a_device_is_enabled_by_two_right_codes_alone() {
        happens(decide(after(CREATED), new EnableDevice(USER, 7, true, NOW)), ENABLED);
        refused(
                decide(after(CREATED), new EnableDevice(USER, 0, false, NOW)),
                ErrorCode.INVALID_AUTHENTICATION_CODE);
    }

    @Test
    void a_ninth_device_of_a_user_is_refused() {
        refused(
                decide(after(CREATED), new EnableDevice(USER, 8, true, NOW)),
                ErrorCode.LIMIT_EXCEEDED,
                "Cannot exceed quota for MFADevicesPerUser: 8");
    }

    @Test
    void a_device_in_use_is_not_enabled_for_another() {
        refused(
                decide(after(CREATED, ENABLED), new EnableDevice(OTHER, 0, true, NOW)),
                ErrorCode.ENTITY_ALREADY_EXISTS);
    }

    @Test
    void a_device_is_resynced_and_deactivated_for_its_user_alone() {
        MfaDevice used = after(CREATED, ENABLED);
        happens(decide(used, new ResyncDevice(USER, true)), new MfaDeviceResynced(USER));
        refused(decide(used, new ResyncDevice(USER, false)), ErrorCode.INVALID_AUTHENTICATION_CODE);
        happens(decide(used, new DeactivateDevice(USER)), new MfaDeviceDeactivated(USER));
        refused(decide(used, new ResyncDevice(OTHER, true)), ErrorCode.NO_SUCH_ENTITY);
        refused(decide(used, new DeactivateDevice(OTHER)), ErrorCode.NO_SUCH_ENTITY);
        refused(decide(after(CREATED), new DeactivateDevice(USER)), ErrorCode.NO_SUCH_ENTITY);
    }

    @Test
    void a_device_in_use_is_not_deleted() {
        refused(decide(after(CREATED, ENABLED), new DeleteDevice()), ErrorCode.DELETE_CONFLICT);
        happens(
                decide(after(CREATED, ENABLED, new MfaDeviceDeactivated(USER)), new DeleteDevice()),
                new MfaDeviceDeleted(NAME));
    }

    @Test
    void tags_come_and_go() {
        MfaDevice tagged = after(CREATED, new MfaDeviceTagged(RED));
        happens(decide(after(CREATED), new TagDevice(RED)), new MfaDeviceTagged(RED));
        nothing(decide(tagged, new TagDevice(RED)));
        happens(
                decide(tagged, new UntagDevice(List.of("team"))),
                new MfaDeviceUntagged(List.of("team")));
        nothing(decide(tagged, new UntagDevice(List.of("TEAM"))));
    }

    @Test
    void an_event_that_cannot_have_happened_is_a_corrupt_stream() {
        assertThatThrownBy(() -> after(ENABLED)).isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> after(CREATED, ENABLED, ENABLED))
                .isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> after(CREATED, ENABLED, new MfaDeviceDeleted(NAME)))
                .isInstanceOf(CorruptStreamException.class);
    }
}
