package io.gatehouse.identity.mfa;

import io.gatehouse.identity.guessing.Guesses;
import io.gatehouse.identity.guessing.Subject;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.identity.session.MfaCodes;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Revision;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@link MfaCodes} of virtual devices. A code counts in the step before, the present one and the
 * next, by the device's own clock, and once; guessing at a device is slowed.
 */
@ApplicationScoped
public class TotpCodes implements MfaCodes {

    private static final long TOLERANCE = 1;

    private final MfaSeeds seeds;
    private final Guesses guesses;
    private final Pool database;
    private final Clock clock;

    TotpCodes(MfaSeeds seeds, Guesses guesses, Pool database, Clock clock) {
        this.seeds = seeds;
        this.guesses = guesses;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Uni<Boolean> accepts(
            AccountId account, Optional<UniqueId> user, String serialNumber, String code) {
        // Root has no devices here.
        if (user.isEmpty() || !Totp.isCode(code)) {
            return Uni.createFrom().item(false);
        }
        UniqueId owner = user.get();
        List<Subject> subjects = List.of(Subject.device(serialNumber));
        return guesses.begin(subjects)
                .chain(admitted ->
                        admitted
                                ? shows(account, owner, serialNumber, code)
                                : Uni.createFrom().item(false))
                .call(right ->
                        right
                                ? guesses.right(subjects)
                                : guesses.wrong(origin(account, owner, serialNumber), subjects));
    }

    private Uni<Boolean> shows(
            AccountId account, UniqueId owner, String serialNumber, String code) {
        return MfaDeviceView.ofUser(database, owner)
                .map(devices ->
                        devices.stream()
                                .filter(d -> d.account().equals(account))
                                .filter(d -> d.arn().toString().equals(serialNumber))
                                .findFirst())
                .chain(device ->
                        device.map(d -> shows(d.id(), code))
                                .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Uni<Boolean> shows(UniqueId device, String code) {
        long now = Totp.stepAt(clock.instant());
        return seeds.find(database, device)
                .chain(found -> {
                    if (found.isEmpty()) {
                        return Uni.createFrom().item(false);
                    }
                    MfaSeeds.Seed seed = found.get();
                    long middle = now + seed.drift();
                    OptionalLong step =
                            Totp.find(seed.bytes(), code, middle - TOLERANCE, middle + TOLERANCE);
                    return step.isPresent()
                            ? MfaSeeds.take(
                                    database, device, step.getAsLong(), step.getAsLong() - now)
                            : Uni.createFrom().item(false);
                });
    }

    private static Origin origin(AccountId account, UniqueId owner, String serialNumber) {
        return new Origin(
                account,
                owner.text(),
                List.of(),
                "gatehouse:ShowMfaCode",
                serialNumber,
                "",
                "",
                "",
                Revision.NONE,
                "");
    }
}
