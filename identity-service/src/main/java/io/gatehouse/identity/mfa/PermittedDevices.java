package io.gatehouse.identity.mfa;

import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Permitted;
import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.wire.Form;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Optional;

/** Finds the device that a request names and asks whether the caller may, on its real ARN. */
@ApplicationScoped
class PermittedDevices {

    /** What is no serial number of the account is asked about as one that nobody has. */
    private static final String UNKNOWN = "unknown";

    private final Gate gate;
    private final Pool database;

    PermittedDevices(Gate gate, Pool database) {
        this.gate = gate;
        this.database = database;
    }

    /** Fails with NoSuchEntity where the account has no such device. */
    Uni<Permitted<MfaDeviceRow>> require(
            Call call, String action, String serialNumber, ContextKeys keys) {
        return find(call.account(), serialNumber)
                .chain(found -> {
                    ContextKeys all =
                            found.map(d -> keys.withResourceTags(Form.tagMap(d.tags())))
                                    .orElse(keys);
                    Object resource =
                            isOf(call.account(), serialNumber)
                                    ? serialNumber
                                    : Arn.iam(call.account(), "mfa/" + UNKNOWN);
                    return gate.require(call, action, resource, all)
                            .map(origin ->
                                    new Permitted<>(
                                            found.orElseThrow(() -> absent(serialNumber)), origin));
                });
    }

    /** Empty for what is no serial number of this account, too. */
    Uni<Optional<MfaDeviceRow>> find(AccountId account, String serialNumber) {
        if (!isOf(account, serialNumber)) {
            return Uni.createFrom().item(Optional.empty());
        }
        String resource = Arn.parse(serialNumber).resource();
        String name = resource.substring(resource.lastIndexOf('/') + 1);
        return MfaDeviceView.byName(database, account, new EntityName(name))
                .map(row -> row.filter(d -> d.arn().toString().equals(serialNumber)));
    }

    private static boolean isOf(AccountId account, String serialNumber) {
        return serialNumber.matches(
                "arn:aws:iam::" + account + ":mfa/([\\x21-\\x7F]+/)?[A-Za-z0-9_+=,.@-]{1,128}");
    }

    static RefusedException absent(String serialNumber) {
        return RefusedException.of(
                ErrorCode.NO_SUCH_ENTITY,
                "VirtualMFADevice with serial number " + serialNumber + " doesn't exist.");
    }
}
