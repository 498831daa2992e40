package io.gatehouse.identity.session;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.smallrye.mutiny.Uni;

import java.util.Optional;

/** Port to the devices that make codes for multi-factor authentication. Safe for all threads. */
public interface MfaCodes {

    /**
     * Whether the code is the one that the device shows now, and has not been used before. Never
     * yes on an error.
     *
     * @param user whose device it must be; empty for root
     * @param serialNumber ARN of the device
     * @param code six digits
     */
    Uni<Boolean> accepts(
            AccountId account, Optional<UniqueId> user, String serialNumber, String code);
}
