package io.gatehouse.identity.instanceprofile;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;

import java.time.Instant;
import java.util.Optional;

/** An instance profile as it can be read. */
public record InstanceProfileRow(
        AccountId account,
        UniqueId id,
        EntityName name,
        EntityPath path,
        Instant created,
        Tags tags,
        Optional<UniqueId> role) {

    public Arn arn() {
        return arn(account, path, name);
    }

    public static Arn arn(AccountId account, EntityPath path, EntityName name) {
        return Arn.iam(account, "instance-profile" + path + name);
    }

    static InstanceProfileRow of(AccountId account, InstanceProfile state) {
        // INVARIANT: asked only after a command that leaves the instance profile active.
        InstanceProfile.Active profile = (InstanceProfile.Active) state;
        return new InstanceProfileRow(
                account,
                profile.id(),
                profile.name(),
                profile.path(),
                profile.created(),
                profile.tags(),
                profile.role());
    }
}
