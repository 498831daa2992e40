package io.gatehouse.identity.mfa;

import static io.gatehouse.identity.mfa.MfaDeviceKind.MFA_DEVICES;

import io.gatehouse.identity.account.AccountAlias;
import io.gatehouse.identity.account.AccountSettings;
import io.gatehouse.identity.account.AccountView;
import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Moment;
import io.gatehouse.identity.mfa.MfaDeviceCommand.CreateDevice;
import io.gatehouse.identity.mfa.MfaDeviceCommand.DeleteDevice;
import io.gatehouse.identity.user.UserActions;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.identity.user.UserView;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
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
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.IdKind;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.DeleteVirtualMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.DeleteVirtualMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.ListVirtualMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.ListVirtualMfaDevicesResponse;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** CreateVirtualMFADevice, DeleteVirtualMFADevice, ListVirtualMFADevices. */
@ApplicationScoped
public class VirtualMfaActions implements ActionSet {

    private static final SecureRandom CHANCE = new SecureRandom();

    private final Commands commands;
    private final PermittedDevices devices;
    private final MfaSeeds seeds;
    private final Gate gate;
    private final Pool database;

    VirtualMfaActions(
            Commands commands, PermittedDevices devices, MfaSeeds seeds, Gate gate, Pool database) {
        this.commands = commands;
        this.devices = devices;
        this.seeds = seeds;
        this.gate = gate;
        this.database = database;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(CreateVirtualMfaDeviceRequest.class, this::create);
        actions.onWrite(DeleteVirtualMfaDeviceRequest.class, this::delete);
        actions.on(ListVirtualMfaDevicesRequest.class, this::list);
    }

    private Uni<Written<CreateVirtualMfaDeviceResponse>> create(
            CreateVirtualMfaDeviceRequest request, Call call) {
        EntityName name = new EntityName(request.virtualMFADeviceName());
        EntityPath path = Form.path(request.path());
        Tags tags = Form.exactTags(request.tags());
        AccountId account = call.account();
        Arn arn = MfaDeviceRow.arn(account, path, name);
        byte[] seed = new byte[Totp.SEED_BYTES];
        CHANCE.nextBytes(seed);
        ContextKeys keys =
                ContextKeys.none()
                        .withRequestTags(Form.tagMap(tags))
                        .withResourceTags(Form.tagMap(tags));
        return gate.require(call, "CreateVirtualMFADevice", arn, keys)
                .chain(origin ->
                        commands.run(
                                origin,
                                account,
                                MFA_DEVICES,
                                now -> newDevice(now, account, name, path, tags, seed)))
                .chain(done ->
                        AccountView.settings(database, account)
                                .map(settings -> created(done, arn, settings, account, seed)));
    }

    private Uni<Asked<MfaDeviceCommand>> newDevice(
            Moment moment,
            AccountId account,
            EntityName name,
            EntityPath path,
            Tags tags,
            byte[] seed) {
        UniqueId id = UniqueId.random(IdKind.MFA_DEVICE, CHANCE);
        return MfaDeviceView.byName(moment.sql(), account, name)
                .map(holder ->
                        holder.isPresent()
                                ? Asked.no(MfaDeviceDecider.TAKEN)
                                : new Asked.Of<>(
                                        id.text(),
                                        List.of(
                                                new CreateDevice(
                                                        id, name, path, tags, moment.now())),
                                        sql -> seeds.keep(sql, id, seed)));
    }

    /** The only time that the seed is shown, as text and as a picture of it. */
    private static Written<CreateVirtualMfaDeviceResponse> created(
            Done<MfaDevice> done,
            Arn arn,
            AccountSettings settings,
            AccountId account,
            byte[] seed) {
        // INVARIANT: asked only after a command that leaves the device active.
        MfaDevice.Active device = (MfaDevice.Active) done.state();
        String secret = Base32.encode(seed);
        String shown = settings.alias().map(AccountAlias::text).orElse(account.digits());
        String uri =
                "otpauth://totp/%s@%s?secret=%s&issuer=Gatehouse"
                        .formatted(
                                URLEncoder.encode(device.name().text(), StandardCharsets.UTF_8),
                                shown,
                                secret);
        return new Written<>(
                CreateVirtualMfaDeviceResponse.builder()
                        .virtualMFADevice(made ->
                                made.serialNumber(arn.toString())
                                        .base32StringSeed(SdkBytes.fromUtf8String(secret))
                                        .qrCodePNG(SdkBytes.fromByteArray(QrCode.png(uri)))
                                        .tags(Reply.tags(device.tags())))
                        .build(),
                done.revision());
    }

    private Uni<Written<DeleteVirtualMfaDeviceResponse>> delete(
            DeleteVirtualMfaDeviceRequest request, Call call) {
        return devices.require(
                        call, "DeleteVirtualMFADevice", request.serialNumber(), ContextKeys.none())
                .chain(device ->
                        commands.run(
                                device.origin(),
                                call.account(),
                                MFA_DEVICES,
                                Asked.always(device.target().id().text(), new DeleteDevice())))
                .map(done ->
                        new Written<>(
                                DeleteVirtualMfaDeviceResponse.builder().build(), done.revision()));
    }

    private Uni<ListVirtualMfaDevicesResponse> list(
            ListVirtualMfaDevicesRequest request, Call call) {
        String status = Objects.requireNonNullElse(request.assignmentStatusAsString(), "Any");
        Optional<Boolean> assigned =
                switch (status) {
                    case "Assigned" -> Optional.of(true);
                    case "Unassigned" -> Optional.of(false);
                    default -> Optional.empty();
                };
        PageRequest page = Form.page("mfa devices " + status, request.marker(), request.maxItems());
        AccountId account = call.account();
        return gate.require(call, "ListVirtualMFADevices", Guard.NO_RESOURCE, ContextKeys.none())
                .chain(() -> MfaDeviceView.list(database, account, assigned, page))
                .chain(found ->
                        UserView.byIds(
                                        database,
                                        account,
                                        found.rows().stream()
                                                .flatMap(row -> row.user().stream())
                                                .toList())
                                .map(users -> answer(found, users)));
    }

    private static ListVirtualMfaDevicesResponse answer(
            Page<MfaDeviceRow> found, Map<UniqueId, UserRow> users) {
        return ListVirtualMfaDevicesResponse.builder()
                .virtualMFADevices(found.rows().stream().map(row -> answer(row, users)).toList())
                .isTruncated(found.marker().isPresent())
                .marker(found.marker().orElse(null))
                .build();
    }

    private static VirtualMFADevice answer(MfaDeviceRow row, Map<UniqueId, UserRow> users) {
        return VirtualMFADevice.builder()
                .serialNumber(row.arn().toString())
                .enableDate(row.enabled().map(Reply::date).orElse(null))
                .user(
                        row.user()
                                .flatMap(id -> Optional.ofNullable(users.get(id)))
                                .map(UserActions::listed)
                                .orElse(null))
                .build();
    }
}
