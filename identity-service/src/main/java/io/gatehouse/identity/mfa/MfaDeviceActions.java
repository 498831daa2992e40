package io.gatehouse.identity.mfa;

import static io.gatehouse.identity.mfa.MfaDeviceKind.MFA_DEVICES;

import io.gatehouse.identity.log.Asked;
import io.gatehouse.identity.log.Commands;
import io.gatehouse.identity.log.Done;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.mfa.MfaDeviceCommand.DeactivateDevice;
import io.gatehouse.identity.mfa.MfaDeviceCommand.EnableDevice;
import io.gatehouse.identity.mfa.MfaDeviceCommand.ResyncDevice;
import io.gatehouse.identity.user.PermittedUsers;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.identity.wire.Reply;
import io.gatehouse.kit.actions.ActionSet;
import io.gatehouse.kit.actions.Actions;
import io.gatehouse.kit.actions.Written;
import io.gatehouse.kit.call.Call;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.DeactivateMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.DeactivateMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.GetMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.GetMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesResponse;
import software.amazon.awssdk.services.iam.model.MFADevice;
import software.amazon.awssdk.services.iam.model.ResyncMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.ResyncMfaDeviceResponse;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** EnableMFADevice, DeactivateMFADevice, ResyncMFADevice, ListMFADevices, GetMFADevice. */
@ApplicationScoped
public class MfaDeviceActions implements ActionSet {

    private final Commands commands;
    private final PermittedUsers users;
    private final PermittedDevices devices;
    private final ShownPairs pairs;
    private final Pool database;

    MfaDeviceActions(
            Commands commands,
            PermittedUsers users,
            PermittedDevices devices,
            ShownPairs pairs,
            Pool database) {
        this.commands = commands;
        this.users = users;
        this.devices = devices;
        this.pairs = pairs;
        this.database = database;
    }

    @Override
    public void registerOn(Actions actions) {
        actions.onWrite(EnableMfaDeviceRequest.class, this::enable);
        actions.onWrite(DeactivateMfaDeviceRequest.class, this::deactivate);
        actions.onWrite(ResyncMfaDeviceRequest.class, this::resync);
        actions.on(ListMfaDevicesRequest.class, this::list);
        actions.on(GetMfaDeviceRequest.class, this::read);
    }

    private Uni<Written<EnableMfaDeviceResponse>> enable(
            EnableMfaDeviceRequest request, Call call) {
        return require(call, "EnableMFADevice", request.userName(), request.serialNumber())
                .chain(asked ->
                        pairs.forEnabling(
                                        asked.device().id(),
                                        request.authenticationCode1(),
                                        request.authenticationCode2())
                                .chain(pair -> enable(asked, pair)))
                .map(done ->
                        new Written<>(EnableMfaDeviceResponse.builder().build(), done.revision()));
    }

    private Uni<Done<MfaDevice>> enable(AskedDevice asked, ShownPairs.Pair pair) {
        UniqueId user = asked.user().target().id();
        return commands.run(
                asked.user().origin(),
                asked.device().account(),
                MFA_DEVICES,
                moment ->
                        MfaDeviceView.ofUser(moment.sql(), user)
                                .map(had ->
                                        new Asked.Of<>(
                                                asked.device().id().text(),
                                                List.of(
                                                        new EnableDevice(
                                                                user,
                                                                had.size(),
                                                                pair.isRight(),
                                                                moment.now())),
                                                pair::take)));
    }

    private Uni<Written<ResyncMfaDeviceResponse>> resync(
            ResyncMfaDeviceRequest request, Call call) {
        return require(call, "ResyncMFADevice", request.userName(), request.serialNumber())
                .chain(asked ->
                        pairs.forResync(
                                        asked.device().id(),
                                        request.authenticationCode1(),
                                        request.authenticationCode2())
                                .chain(pair ->
                                        run(
                                                asked,
                                                new ResyncDevice(
                                                        asked.user().target().id(), pair.isRight()),
                                                pair::take)))
                .map(done ->
                        new Written<>(ResyncMfaDeviceResponse.builder().build(), done.revision()));
    }

    private Uni<Written<DeactivateMfaDeviceResponse>> deactivate(
            DeactivateMfaDeviceRequest request, Call call) {
        String user = PermittedUsers.nameOrCaller(call, request.userName());
        return require(call, "DeactivateMFADevice", user, request.serialNumber())
                .chain(asked ->
                        run(
                                asked,
                                new DeactivateDevice(asked.user().target().id()),
                                _ -> Uni.createFrom().voidItem()))
                .map(done ->
                        new Written<>(
                                DeactivateMfaDeviceResponse.builder().build(), done.revision()));
    }

    private Uni<ListMfaDevicesResponse> list(ListMfaDevicesRequest request, Call call) {
        String name = PermittedUsers.nameOrCaller(call, request.userName());
        PageRequest page =
                Form.page("mfa devices of " + name, request.marker(), request.maxItems());
        return users.require(call, "ListMFADevices", name)
                .chain(user ->
                        MfaDeviceView.pageOfUser(database, user.target().id(), page)
                                .map(found ->
                                        ListMfaDevicesResponse.builder()
                                                .mfaDevices(
                                                        found.rows().stream()
                                                                .map(d -> answer(d, user.target()))
                                                                .toList())
                                                .isTruncated(found.marker().isPresent())
                                                .marker(found.marker().orElse(null))
                                                .build()));
    }

    private static MFADevice answer(MfaDeviceRow device, UserRow user) {
        return MFADevice.builder()
                .userName(user.name().text())
                .serialNumber(device.arn().toString())
                .enableDate(device.enabled().map(Reply::date).orElse(null))
                .build();
    }

    private Uni<GetMfaDeviceResponse> read(GetMfaDeviceRequest request, Call call) {
        String name = PermittedUsers.nameOrCaller(call, request.userName());
        return require(call, "GetMFADevice", name, request.serialNumber())
                .map(asked -> {
                    UserRow user = asked.user().target();
                    if (!asked.device().user().equals(Optional.of(user.id()))) {
                        throw PermittedDevices.absent(request.serialNumber());
                    }
                    return GetMfaDeviceResponse.builder()
                            .userName(user.name().text())
                            .serialNumber(asked.device().arn().toString())
                            .enableDate(asked.device().enabled().map(Reply::date).orElse(null))
                            .build();
                });
    }

    /** A device and whose it is or is to be; AWS asks for the right on the user. */
    private record AskedDevice(Permitted<UserRow> user, MfaDeviceRow device) {}

    private Uni<AskedDevice> require(
            Call call, String action, String userName, String serialNumber) {
        return users.require(call, action, userName)
                .chain(user ->
                        devices.find(call.account(), serialNumber)
                                .map(found ->
                                        new AskedDevice(
                                                user,
                                                found.orElseThrow(() ->
                                                        PermittedDevices.absent(serialNumber)))));
    }

    private Uni<Done<MfaDevice>> run(
            AskedDevice asked, MfaDeviceCommand command, Function<SqlClient, Uni<Void>> also) {
        return commands.run(
                asked.user().origin(),
                asked.device().account(),
                MFA_DEVICES,
                _ ->
                        Uni.createFrom()
                                .item(
                                        new Asked.Of<>(
                                                asked.device().id().text(),
                                                List.of(command),
                                                also)));
    }
}
