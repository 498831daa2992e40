package io.gatehouse.identity.mfa;

import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceCreated;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceDeactivated;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceDeleted;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceEnabled;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceResynced;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceTagged;
import io.gatehouse.identity.mfa.MfaDeviceEvent.MfaDeviceUntagged;
import io.gatehouse.identity.value.EventCodec;
import io.gatehouse.identity.value.EventCodec.Written;
import io.gatehouse.identity.value.Fields;
import io.gatehouse.identity.value.PersonalValues;
import io.gatehouse.identity.value.UnknownEventException;

/** The events of MFA devices on the wire. A device often has its user's name: it is personal. */
public final class MfaDeviceEventCodec implements EventCodec<MfaDeviceEvent> {

    @Override
    public Written write(MfaDeviceEvent event, PersonalValues personal) {
        Fields fields = Fields.writing(personal);
        return switch (event) {
            case MfaDeviceCreated e ->
                    fields.put("id", e.id())
                            .putPersonal("name", e.name().text())
                            .put("path", e.path())
                            .putPersonal("tags", e.tags())
                            .put("created", e.created())
                            .as("mfa-device.created", 1);
            case MfaDeviceEnabled(var user, var at) ->
                    fields.put("user_id", user).put("enabled", at).as("mfa-device.enabled", 1);
            case MfaDeviceResynced(var user) ->
                    fields.put("user_id", user).as("mfa-device.resynced", 1);
            case MfaDeviceDeactivated(var user) ->
                    fields.put("user_id", user).as("mfa-device.deactivated", 1);
            case MfaDeviceTagged(var tags) ->
                    fields.putPersonal("tags", tags).as("mfa-device.tagged", 1);
            case MfaDeviceUntagged(var keys) ->
                    fields.putPersonal("keys", keys).as("mfa-device.untagged", 1);
            case MfaDeviceDeleted(var name) ->
                    fields.putPersonal("name", name.text()).as("mfa-device.deleted", 1);
        };
    }

    @Override
    public MfaDeviceEvent read(Written written, PersonalValues personal) {
        Fields fields = Fields.reading(written, personal);
        return switch (written.version() == 1 ? written.type() : "") {
            case "mfa-device.created" ->
                    new MfaDeviceCreated(
                            fields.id("id"),
                            fields.personalName("name"),
                            fields.path("path"),
                            fields.exactTags("tags"),
                            fields.instant("created"));
            case "mfa-device.enabled" ->
                    new MfaDeviceEnabled(fields.id("user_id"), fields.instant("enabled"));
            case "mfa-device.resynced" -> new MfaDeviceResynced(fields.id("user_id"));
            case "mfa-device.deactivated" -> new MfaDeviceDeactivated(fields.id("user_id"));
            case "mfa-device.tagged" -> new MfaDeviceTagged(fields.exactTags("tags"));
            case "mfa-device.untagged" -> new MfaDeviceUntagged(fields.texts("keys"));
            case "mfa-device.deleted" -> new MfaDeviceDeleted(fields.personalName("name"));
            default -> throw new UnknownEventException(written);
        };
    }
}
