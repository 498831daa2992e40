package io.gatehouse.identity.mfa;

import static io.gatehouse.identity.mfa.MfaDeviceKind.MFA_DEVICES;

import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.mfa.MfaDeviceCommand.TagDevice;
import io.gatehouse.identity.mfa.MfaDeviceCommand.UntagDevice;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.identity.view.Page;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.identity.wire.Reply;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.ContextKeys;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.ListMfaDeviceTagsRequest;
import software.amazon.awssdk.services.iam.model.ListMfaDeviceTagsResponse;
import software.amazon.awssdk.services.iam.model.TagMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.TagMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.UntagMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.UntagMfaDeviceResponse;

import java.util.List;

/** TagMFADevice, UntagMFADevice, ListMFADeviceTags. */
@ApplicationScoped
public class MfaTagActions implements ActionSet {

    private final Commands commands;
    private final PermittedDevices devices;

    MfaTagActions(Commands commands, PermittedDevices devices) {
        this.commands = commands;
        this.devices = devices;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(TagMfaDeviceRequest.class, this::tag);
        actions.onWrite(UntagMfaDeviceRequest.class, this::untag);
        actions.on(ListMfaDeviceTagsRequest.class, this::list);
    }

    private Uni<Written<TagMfaDeviceResponse>> tag(TagMfaDeviceRequest request, Call call) {
        Tags tags = Form.exactTags(request.tags());
        ContextKeys keys = ContextKeys.none().withRequestTags(Form.tagMap(tags));
        return devices.require(call, "TagMFADevice", request.serialNumber(), keys)
                .chain(device -> run(device, new TagDevice(tags)))
                .map(done ->
                        new Written<>(TagMfaDeviceResponse.builder().build(), done.revision()));
    }

    private Uni<Written<UntagMfaDeviceResponse>> untag(UntagMfaDeviceRequest request, Call call) {
        List<String> tagKeys = Form.tagKeys(request.tagKeys());
        ContextKeys keys = ContextKeys.none().withAll("aws:TagKeys", tagKeys);
        return devices.require(call, "UntagMFADevice", request.serialNumber(), keys)
                .chain(device -> run(device, new UntagDevice(tagKeys)))
                .map(done ->
                        new Written<>(UntagMfaDeviceResponse.builder().build(), done.revision()));
    }

    private Uni<ListMfaDeviceTagsResponse> list(ListMfaDeviceTagsRequest request, Call call) {
        PageRequest page =
                Form.page(
                        "mfa device tags " + request.serialNumber(),
                        request.marker(),
                        request.maxItems());
        return devices.require(
                        call, "ListMFADeviceTags", request.serialNumber(), ContextKeys.none())
                .map(device -> Page.of(page, device.target().tags()))
                .map(found ->
                        ListMfaDeviceTagsResponse.builder()
                                .tags(Reply.tags(Tags.exact(found.rows())))
                                .isTruncated(found.marker().isPresent())
                                .marker(found.marker().orElse(null))
                                .build());
    }

    private Uni<Done<MfaDevice>> run(Permitted<MfaDeviceRow> device, MfaDeviceCommand command) {
        MfaDeviceRow row = device.target();
        return commands.run(
                device.origin(),
                row.account(),
                MFA_DEVICES,
                Asked.always(row.id().text(), command));
    }
}
