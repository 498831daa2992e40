package io.gatehouse.identity.mfa;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;

import java.time.Instant;
import java.util.Optional;

/**
 * An MFA device as it can be read.
 *
 * @param user who uses it
 * @param enabled since when; with {@code user}
 */
public record MfaDeviceRow(
        AccountId account,
        UniqueId id,
        EntityName name,
        EntityPath path,
        Instant created,
        Tags tags,
        Optional<UniqueId> user,
        Optional<Instant> enabled) {

    /** AWS's serial number of a virtual device is its ARN. */
    public Arn arn() {
        return arn(account, path, name);
    }

    static Arn arn(AccountId account, EntityPath path, EntityName name) {
        return Arn.iam(account, "mfa" + path + name);
    }
}
