package io.gatehouse.identity.accesskey;

import static io.gatehouse.identity.value.Outcome.happens;
import static io.gatehouse.identity.value.Outcome.nothing;
import static io.gatehouse.identity.value.Outcome.refused;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.identity.accesskey.AccessKeyCommand.ActivateAccessKey;
import io.gatehouse.identity.accesskey.AccessKeyCommand.CreateAccessKey;
import io.gatehouse.identity.accesskey.AccessKeyCommand.DeactivateAccessKey;
import io.gatehouse.identity.accesskey.AccessKeyCommand.DeleteAccessKey;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyActivated;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyCreated;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyDeactivated;
import io.gatehouse.identity.accesskey.AccessKeyEvent.AccessKeyDeleted;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.Decision;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class AccessKeyDeciderTest {

    private static final UniqueId KEY = new UniqueId("AKIAAAAAAAAAAAAAAAAA");
    private static final UniqueId OTHER = new UniqueId("AKIABBBBBBBBBBBBBBBB");
    private static final UniqueId THIRD = new UniqueId("AKIACCCCCCCCCCCCCCCC");
    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");

    private static AccessKeys after(AccessKeyEvent... events) {
        AccessKeys keys = AccessKeys.NONE;
        for (AccessKeyEvent event : events) {
            keys = AccessKeyDecider.evolve(keys, event);
        }
        return keys;
    }

    private static Decision<AccessKeyEvent> decide(AccessKeys keys, AccessKeyCommand command) {
        return AccessKeyDecider.decide(keys, command, 2);
    }

    @Test
    void two_keys_are_allowed_and_a_third_is_not_even_when_one_is_inactive() {
        AccessKeys one = after(new AccessKeyCreated(KEY, NOW));
        AccessKeys two =
                after(
                        new AccessKeyCreated(KEY, NOW),
                        new AccessKeyCreated(OTHER, NOW),
                        new AccessKeyDeactivated(OTHER));
        happens(decide(one, new CreateAccessKey(OTHER, NOW)), new AccessKeyCreated(OTHER, NOW));
        refused(
                decide(two, new CreateAccessKey(THIRD, NOW)),
                ErrorCode.LIMIT_EXCEEDED,
                "Cannot exceed quota for AccessKeysPerUser: 2");
    }

    @Test
    void an_active_key_is_deactivated_once_and_activated_again() {
        AccessKeys active = after(new AccessKeyCreated(KEY, NOW));
        AccessKeys inactive = after(new AccessKeyCreated(KEY, NOW), new AccessKeyDeactivated(KEY));
        happens(decide(active, new DeactivateAccessKey(KEY)), new AccessKeyDeactivated(KEY));
        nothing(decide(inactive, new DeactivateAccessKey(KEY)));
        happens(decide(inactive, new ActivateAccessKey(KEY)), new AccessKeyActivated(KEY));
        nothing(decide(active, new ActivateAccessKey(KEY)));
    }

    @Test
    void a_key_is_deleted_whatever_its_status() {
        happens(
                decide(after(new AccessKeyCreated(KEY, NOW)), new DeleteAccessKey(KEY)),
                new AccessKeyDeleted(KEY));
        happens(
                decide(
                        after(new AccessKeyCreated(KEY, NOW), new AccessKeyDeactivated(KEY)),
                        new DeleteAccessKey(KEY)),
                new AccessKeyDeleted(KEY));
    }

    @Test
    void a_key_that_is_not_there_cannot_be_found() {
        String text = "The Access Key with id AKIAAAAAAAAAAAAAAAAA cannot be found.";
        AccessKeys others = after(new AccessKeyCreated(OTHER, NOW));
        refused(decide(others, new ActivateAccessKey(KEY)), ErrorCode.NO_SUCH_ENTITY, text);
        refused(decide(others, new DeactivateAccessKey(KEY)), ErrorCode.NO_SUCH_ENTITY, text);
        refused(decide(others, new DeleteAccessKey(KEY)), ErrorCode.NO_SUCH_ENTITY, text);
    }

    @Test
    void events_that_cannot_have_happened_are_a_corrupt_stream() {
        AccessKeyEvent created = new AccessKeyCreated(KEY, NOW);
        assertThatThrownBy(() -> after(created, created))
                .isInstanceOf(CorruptStreamException.class);
        assertThatThrownBy(() -> after(new AccessKeyDeleted(KEY)))
                .isInstanceOf(CorruptStreamException.class);
    }
}
