package io.gatehouse.identity.mfa;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.UniqueId;

import java.time.Instant;
import java.util.List;

/** What can be asked of a virtual MFA device. */
public sealed interface MfaDeviceCommand {

    record CreateDevice(UniqueId id, EntityName name, EntityPath path, Tags tags, Instant created)
            implements MfaDeviceCommand {}

    /**
     * @param existing how many devices the user has
     * @param codesAreRight whether two codes in a row were shown
     */
    record EnableDevice(UniqueId user, int existing, boolean codesAreRight, Instant at)
            implements MfaDeviceCommand {}

    /** The user's device is set to the clock that its codes show. */
    record ResyncDevice(UniqueId user, boolean codesAreRight) implements MfaDeviceCommand {}

    record DeactivateDevice(UniqueId user) implements MfaDeviceCommand {}

    record TagDevice(Tags tags) implements MfaDeviceCommand {}

    record UntagDevice(List<String> keys) implements MfaDeviceCommand {
        public UntagDevice {
            keys = List.copyOf(keys);
        }
    }

    record DeleteDevice() implements MfaDeviceCommand {}
}
