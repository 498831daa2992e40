package io.gatehouse.identity.console;

import io.gatehouse.identity.accesskey.AccessKey;
import io.gatehouse.identity.accesskey.AccessKeyView;
import io.gatehouse.identity.accesskey.KeyUse;
import io.gatehouse.identity.accesskey.KeyUses;
import io.gatehouse.identity.account.AccountSettings;
import io.gatehouse.identity.login.LoginView;
import io.gatehouse.identity.mfa.MfaDeviceView;
import io.gatehouse.identity.rotation.RotationView;
import io.gatehouse.identity.user.UserRow;
import io.gatehouse.identity.view.PageRequest;
import io.gatehouse.internal.v1.ConsoleDevice;
import io.gatehouse.internal.v1.ConsoleKey;
import io.gatehouse.internal.v1.ConsolePage;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A user's own keys, devices and password, as the page shows them. */
@ApplicationScoped
class OwnCredentials {

    private static final int MOST = 100;

    private final KeyUses uses;
    private final Pool database;

    OwnCredentials(KeyUses uses, Pool database) {
        this.uses = uses;
        this.database = database;
    }

    Uni<Void> addTo(ConsolePage.Builder page, UserRow user, AccountSettings settings) {
        return addPassword(page, user, settings)
                .chain(() -> addKeys(page, user))
                .chain(() -> addDevices(page, user));
    }

    private Uni<Void> addPassword(
            ConsolePage.Builder page, UserRow user, AccountSettings settings) {
        return LoginView.ofUser(database, user.id())
                .invoke(found ->
                        found.ifPresent(login -> {
                            page.setPasswordChanged(login.changed().toString());
                            settings.passwordPolicy()
                                    .flatMap(policy -> policy.expiry(login.changed()))
                                    .ifPresent(end -> page.setPasswordExpires(end.toString()));
                        }))
                .replaceWithVoid();
    }

    private Uni<Void> addKeys(ConsolePage.Builder page, UserRow user) {
        PageRequest all = new PageRequest("keys", "", MOST);
        return AccessKeyView.list(database, user.account(), Optional.of(user.id()), all)
                .chain(keys ->
                        RotationView.keyDeadlines(database, user.id())
                                .chain(deadlines ->
                                        uses.of(keys.rows().stream().map(AccessKey::id).toList())
                                                .invoke(used ->
                                                        keys.rows()
                                                                .forEach(key ->
                                                                        page.addKeys(
                                                                                shown(
                                                                                        key,
                                                                                        deadlines,
                                                                                        used))))))
                .replaceWithVoid();
    }

    private static ConsoleKey shown(
            AccessKey key, Map<UniqueId, Instant> deadlines, Map<UniqueId, KeyUse> uses) {
        ConsoleKey.Builder shown =
                ConsoleKey.newBuilder()
                        .setId(key.id().text())
                        .setActive(key.active())
                        .setCreated(key.created().toString());
        Optional.ofNullable(deadlines.get(key.id()))
                .ifPresent(deadline -> shown.setReplaceBy(deadline.toString()));
        Optional.ofNullable(uses.get(key.id()))
                .ifPresent(use ->
                        shown.setLastUsed(use.used().toString()).setLastUsedService(use.service()));
        return shown.build();
    }

    private Uni<Void> addDevices(ConsolePage.Builder page, UserRow user) {
        return MfaDeviceView.ofUser(database, user.id())
                .invoke(devices ->
                        devices.forEach(device ->
                                page.addDevices(
                                        ConsoleDevice.newBuilder()
                                                .setSerialNumber(device.arn().toString())
                                                .setEnabled(
                                                        device.enabled()
                                                                .map(Instant::toString)
                                                                .orElse("")))))
                .replaceWithVoid();
    }
}
