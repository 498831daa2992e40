package io.gatehouse.identity.mfa;

import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceCreated;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceDeactivated;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceDeleted;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceEnabled;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceResynced;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceTagged;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceUntagged;
import io.gatehouse.identity.value.CorruptStreamException;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.UniqueId;

import java.time.Instant;
import java.util.Optional;

/** The life of a virtual MFA device. */
public sealed interface MfaDevice {

    MfaDevice ABSENT = new Absent();

    record Absent() implements MfaDevice {}

    /**
     * @param use empty while nobody uses it
     */
    record Active(
            UniqueId id,
            EntityName name,
            EntityPath path,
            Tags tags,
            Instant created,
            Optional<Use> use)
            implements MfaDevice {

        boolean isUsedBy(UniqueId user) {
            return use.map(Use::user).equals(Optional.of(user));
        }

        private Active used(Optional<Use> by) {
            return new Active(id, name, path, tags, created, by);
        }

        private Active tagged(Tags to) {
            return new Active(id, name, path, to, created, use);
        }
    }

    /** Who uses a device, and since when. */
    record Use(UniqueId user, Instant enabled) {}

    record Deleted(UniqueId id, EntityName name) implements MfaDevice {}

    /** The state after the event; one that cannot have happened throws CorruptStreamException. */
    static MfaDevice evolve(MfaDevice device, MfaDeviceEvent event) {
        return switch (device) {
            case Absent _ ->
                    switch (event) {
                        case MfaDeviceCreated(var id, var name, var path, var tags, var at) ->
                                new Active(id, name, path, tags, at, Optional.empty());
                        case MfaDeviceEnabled _,
                                MfaDeviceResynced _,
                                MfaDeviceDeactivated _,
                                MfaDeviceTagged _,
                                MfaDeviceUntagged _,
                                MfaDeviceDeleted _ ->
                                throw new CorruptStreamException(device, event);
                    };
            case Active active ->
                    switch (event) {
                        case MfaDeviceEnabled(var user, var at) when active.use().isEmpty() ->
                                active.used(Optional.of(new Use(user, at)));
                        case MfaDeviceResynced(var user) when active.isUsedBy(user) -> active;
                        case MfaDeviceDeactivated(var user) when active.isUsedBy(user) ->
                                active.used(Optional.empty());
                        case MfaDeviceTagged(var tags) -> active.tagged(active.tags().with(tags));
                        case MfaDeviceUntagged(var keys) ->
                                active.tagged(active.tags().without(keys));
                        case MfaDeviceDeleted _ when active.use().isEmpty() ->
                                new Deleted(active.id(), active.name());
                        case MfaDeviceCreated _,
                                MfaDeviceEnabled _,
                                MfaDeviceResynced _,
                                MfaDeviceDeactivated _,
                                MfaDeviceDeleted _ ->
                                throw new CorruptStreamException(device, event);
                    };
            case Deleted _ -> throw new CorruptStreamException(device, event);
        };
    }
}
