package io.gatehouse.identity.role;

import io.gatehouse.identity.value.EntityName;
import io.gatehouse.identity.value.EntityPath;
import io.gatehouse.identity.value.Remaining;
import io.gatehouse.identity.value.Tags;
import io.gatehouse.model.Arn;
import io.gatehouse.model.UniqueId;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be asked of a role. */
public sealed interface RoleCommand {

    /**
     * @param trustSize characters of the trust policy as the caller wrote it that count
     * @param existing how many roles the account has
     */
    record CreateRole(
            UniqueId id,
            EntityName name,
            EntityPath path,
            TrustPolicy trust,
            int trustSize,
            String description,
            Tags tags,
            Optional<Arn> boundary,
            Duration maxSession,
            boolean serviceLinked,
            Instant created,
            int existing)
            implements RoleCommand {}

    record DescribeRole(String to) implements RoleCommand {}

    record LimitSessions(Duration to) implements RoleCommand {}

    record ReplaceTrust(TrustPolicy to, int size) implements RoleCommand {}

    record TagRole(Tags tags) implements RoleCommand {}

    record UntagRole(List<String> keys) implements RoleCommand {
        public UntagRole {
            keys = List.copyOf(keys);
        }
    }

    record SetRoleBoundary(Arn policy) implements RoleCommand {}

    record RemoveRoleBoundary() implements RoleCommand {}

    /**
     * @param remaining what policy-service answered
     * @param inInstanceProfile whether an instance profile carries the role
     */
    record DeleteRole(Remaining remaining, boolean inInstanceProfile) implements RoleCommand {}

    /** What the service itself would ask for; its policies go with the role. */
    record DeleteServiceLinkedRole() implements RoleCommand {}

    /** Asked by an import: service-linked roles may be changed, and size quotas do not bind. */
    record AsImport(RoleCommand command) implements RoleCommand {}
}
