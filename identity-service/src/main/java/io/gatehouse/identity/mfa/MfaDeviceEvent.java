package io.gatehouse.identity.mfa;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.UniqueId;

import java.time.Instant;
import java.util.List;

/** What can have happened to a virtual MFA device. */
public sealed interface MfaDeviceEvent {

    record MfaDeviceCreated(
            UniqueId id, EntityName name, EntityPath path, Tags tags, Instant created)
            implements MfaDeviceEvent {}

    record MfaDeviceEnabled(UniqueId user, Instant at) implements MfaDeviceEvent {}

    record MfaDeviceResynced(UniqueId user) implements MfaDeviceEvent {}

    record MfaDeviceDeactivated(UniqueId user) implements MfaDeviceEvent {}

    record MfaDeviceTagged(Tags tags) implements MfaDeviceEvent {}

    record MfaDeviceUntagged(List<String> keys) implements MfaDeviceEvent {
        public MfaDeviceUntagged {
            keys = List.copyOf(keys);
        }
    }

    record MfaDeviceDeleted(EntityName name) implements MfaDeviceEvent {}
}
