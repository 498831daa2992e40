package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.Tags;

import java.time.Instant;
import java.util.List;

/** What can have happened to a managed policy. */
public sealed interface ManagedPolicyEvent {

    /**
     * @param description empty where there is none
     * @param first the version it starts with, its default; {@code v1} unless it was imported
     * @param created when the policy was made; earlier than the envelope's time for an imported one
     */
    record PolicyCreated(
            UniqueId id,
            PolicyArn arn,
            String description,
            PolicyVersion first,
            Tags tags,
            Instant created)
            implements ManagedPolicyEvent {}

    /** The new version is not the default until {@link DefaultVersionSet} says so. */
    record VersionCreated(PolicyVersion version) implements ManagedPolicyEvent {}

    record DefaultVersionSet(VersionNumber from, VersionNumber to) implements ManagedPolicyEvent {}

    record VersionDeleted(VersionNumber version) implements ManagedPolicyEvent {}

    record PolicyTagged(Tags tags) implements ManagedPolicyEvent {}

    record PolicyUntagged(List<String> keys) implements ManagedPolicyEvent {
        public PolicyUntagged {
            keys = List.copyOf(keys);
        }
    }

    record PolicyDeleted(PolicyArn arn) implements ManagedPolicyEvent {}
}
