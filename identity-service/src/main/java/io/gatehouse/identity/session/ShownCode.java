package io.gatehouse.identity.session;

import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The code of a device that comes with a request for a session. */
@ApplicationScoped
class ShownCode {

    private final MfaCodes codes;
    private final Clock clock;

    ShownCode(MfaCodes codes, Clock clock) {
        this.codes = codes;
        this.clock = clock;
    }

    /**
     * When the code was accepted, which is now; empty where none is shown. Fails with AccessDenied
     * for a wrong one, and for a caller that has no devices.
     */
    Uni<Optional<Instant>> require(
            Call call, @Nullable String serialNumber, @Nullable String tokenCode) {
        if (serialNumber == null && tokenCode == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        if (serialNumber == null || tokenCode == null) {
            throw RefusedException.of(
                    ErrorCode.VALIDATION_ERROR,
                    "SerialNumber and TokenCode must be given together.");
        }
        return accepted(call.caller(), serialNumber, tokenCode)
                .map(isRight -> {
                    if (!isRight) {
                        throw RefusedException.of(
                                ErrorCode.ACCESS_DENIED,
                                "MultiFactorAuthentication failed with invalid MFA one time pass"
                                        + " code. ");
                    }
                    return Optional.of(clock.instant().truncatedTo(ChronoUnit.SECONDS));
                });
    }

    private Uni<Boolean> accepted(Caller caller, String serialNumber, String code) {
        return switch (caller) {
            case Caller.Root root ->
                    codes.accepts(root.account(), Optional.empty(), serialNumber, code);
            case Caller.User user ->
                    codes.accepts(
                            user.account(),
                            Optional.of(new UniqueId(user.principalId())),
                            serialNumber,
                            code);
            case Caller.AssumedRole _, Caller.FederatedUser _, Caller.Unsigned _ ->
                    Uni.createFrom().item(false);
        };
    }
}
