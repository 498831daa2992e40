package io.gatehouse.identity.group;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;

import java.time.Instant;

/** A group as it can be read. */
public record GroupRow(
        AccountId account, UniqueId id, EntityName name, EntityPath path, Instant created) {

    public Arn arn() {
        return arn(account, path, name);
    }

    public static Arn arn(AccountId account, EntityPath path, EntityName name) {
        return Arn.iam(account, "group" + path + name);
    }

    static GroupRow of(AccountId account, Group state) {
        // INVARIANT: asked only after a command that leaves the group active.
        Group.Active group = (Group.Active) state;
        return new GroupRow(account, group.id(), group.name(), group.path(), group.created());
    }
}
