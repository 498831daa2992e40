package io.gatehouse.identity.role;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A role as it can be read; its trust policy as stored. */
public record RoleRow(
        AccountId account,
        UniqueId id,
        EntityName name,
        EntityPath path,
        Instant created,
        boolean serviceLinked,
        TrustPolicy trust,
        String description,
        Tags tags,
        Optional<Arn> boundary,
        Duration maxSession) {

    public Arn arn() {
        return arn(account, path, name);
    }

    public static Arn arn(AccountId account, EntityPath path, EntityName name) {
        return Arn.iam(account, "role" + path + name);
    }

    static RoleRow of(AccountId account, Role state) {
        // INVARIANT: asked only after a command that leaves the role active.
        Role.Active role = (Role.Active) state;
        return new RoleRow(
                account,
                role.id(),
                role.name(),
                role.path(),
                role.created(),
                role.serviceLinked(),
                role.trust(),
                role.description(),
                role.tags(),
                role.boundary(),
                role.maxSession());
    }
}
