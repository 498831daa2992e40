package io.gatehouse.identity.mfa;

import static io.gatehouse.identity.value.Decision.accept;
import static io.gatehouse.identity.value.Decision.refuse;
import static io.gatehouse.identity.value.Refusals.notFound;
import static io.gatehouse.identity.value.Refusals.quota;
import static io.gatehouse.identity.value.Refusals.tooManyTags;

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
import io.gatehouse.identity.value.Decision;
import io.gatehouse.identity.value.Quotas;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.Refusal;
import io.gatehouse.model.UniqueId;

/** The rules of virtual MFA devices. Texts are AWS's (SEMANTICS 10). */
public final class MfaDeviceDecider {

    /** A name that another device of the account has. */
    static final Refusal TAKEN =
            new Refusal(
                    ErrorCode.ENTITY_ALREADY_EXISTS,
                    "MFADevice entity at the same path and name already exists.");

    private MfaDeviceDecider() {}

    public static Decision<MfaDeviceEvent> decide(
            MfaDevice device, MfaDeviceCommand command, Quotas quotas) {
        return switch (device) {
            case MfaDevice.Absent _ ->
                    switch (command) {
                        case CreateDevice c ->
                                c.tags().count() > quotas.tags()
                                        ? tooManyTags()
                                        : accept(
                                                new MfaDeviceCreated(
                                                        c.id(),
                                                        c.name(),
                                                        c.path(),
                                                        c.tags(),
                                                        c.created()));
                        case EnableDevice _,
                                ResyncDevice _,
                                DeactivateDevice _,
                                TagDevice _,
                                UntagDevice _,
                                DeleteDevice _ ->
                                refuse(ErrorCode.NO_SUCH_ENTITY, "The MFA device cannot be found.");
                    };
            case MfaDevice.Active active -> decide(active, command, quotas);
            case MfaDevice.Deleted deleted ->
                    switch (command) {
                        // Ids are never used again.
                        case CreateDevice _ -> new Decision.Refused<>(TAKEN);
                        case EnableDevice _,
                                ResyncDevice _,
                                DeactivateDevice _,
                                TagDevice _,
                                UntagDevice _,
                                DeleteDevice _ ->
                                notFound("MFA device", deleted.name().text());
                    };
        };
    }

    private static Decision<MfaDeviceEvent> decide(
            MfaDevice.Active device, MfaDeviceCommand command, Quotas quotas) {
        return switch (command) {
            case CreateDevice _ -> new Decision.Refused<>(TAKEN);
            case EnableDevice enable -> enable(device, enable, quotas);
            case ResyncDevice(var user, var right) ->
                    switch (requireUse(device, user)) {
                        case Decision.Refused<MfaDeviceEvent> no -> no;
                        case Decision.Accepted<MfaDeviceEvent> _ ->
                                right ? accept(new MfaDeviceResynced(user)) : wrongCodes();
                    };
            case DeactivateDevice(var user) ->
                    switch (requireUse(device, user)) {
                        case Decision.Refused<MfaDeviceEvent> no -> no;
                        case Decision.Accepted<MfaDeviceEvent> _ ->
                                accept(new MfaDeviceDeactivated(user));
                    };
            case TagDevice(var tags) -> tag(device, tags, quotas);
            case UntagDevice(var keys) ->
                    device.tags().without(keys).equals(device.tags())
                            ? accept()
                            : accept(new MfaDeviceUntagged(keys));
            case DeleteDevice() ->
                    device.use().isPresent()
                            ? refuse(
                                    ErrorCode.DELETE_CONFLICT,
                                    "Cannot delete entity, must deactivate MFA device first.")
                            : accept(new MfaDeviceDeleted(device.name()));
        };
    }

    private static Decision<MfaDeviceEvent> enable(
            MfaDevice.Active device, EnableDevice enable, Quotas quotas) {
        if (device.use().isPresent()) {
            return refuse(ErrorCode.ENTITY_ALREADY_EXISTS, "MFA Device is already in use.");
        }
        if (enable.existing() >= quotas.mfaDevicesPerUser()) {
            return quota("MFADevicesPerUser", quotas.mfaDevicesPerUser());
        }
        return enable.codesAreRight()
                ? accept(new MfaDeviceEnabled(enable.user(), enable.at()))
                : wrongCodes();
    }

    private static Decision<MfaDeviceEvent> requireUse(MfaDevice.Active device, UniqueId user) {
        return device.isUsedBy(user)
                ? accept()
                : refuse(
                        ErrorCode.NO_SUCH_ENTITY,
                        "MFA Device %s is not enabled for the user.".formatted(device.name()));
    }

    private static Decision<MfaDeviceEvent> tag(MfaDevice.Active device, Tags tags, Quotas quotas) {
        Tags after = device.tags().with(tags);
        if (after.equals(device.tags())) {
            return accept();
        }
        return after.count() > quotas.tags() ? tooManyTags() : accept(new MfaDeviceTagged(tags));
    }

    private static Decision<MfaDeviceEvent> wrongCodes() {
        return refuse(
                ErrorCode.INVALID_AUTHENTICATION_CODE,
                "Authentication code for device is not valid");
    }
}
