package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.PolicyText;
import io.gatehouse.policyservice.value.Tags;

import java.time.Instant;
import java.util.List;

/** What can be asked of a managed policy. Documents in commands have passed the parser. */
public sealed interface ManagedPolicyCommand {

    /**
     * @param existing how many managed policies the owner has
     */
    record CreatePolicy(
            UniqueId id,
            PolicyArn arn,
            String description,
            PolicyText document,
            Tags tags,
            Instant created,
            int existing)
            implements ManagedPolicyCommand {}

    record CreateVersion(PolicyText document, boolean setAsDefault, Instant created)
            implements ManagedPolicyCommand {}

    record SetDefaultVersion(VersionNumber version) implements ManagedPolicyCommand {}

    record DeleteVersion(VersionNumber version) implements ManagedPolicyCommand {}

    record TagPolicy(Tags tags) implements ManagedPolicyCommand {}

    record UntagPolicy(List<String> keys) implements ManagedPolicyCommand {
        public UntagPolicy {
            keys = List.copyOf(keys);
        }
    }

    record DeletePolicy(PolicyUse use) implements ManagedPolicyCommand {}

    /**
     * Makes the policy as another system had it, or adds what is missing here.
     *
     * @param versions at least one, in ascending order, each number once
     * @param defaultVersion one of them
     * @param existing how many managed policies the owner has
     */
    record ImportPolicy(
            UniqueId id,
            PolicyArn arn,
            String description,
            List<PolicyVersion> versions,
            VersionNumber defaultVersion,
            Instant created,
            int existing)
            implements ManagedPolicyCommand {

        public ImportPolicy {
            versions = List.copyOf(versions);
            for (int i = 1; i < versions.size(); i++) {
                if (versions.get(i - 1).number().compareTo(versions.get(i).number()) >= 0) {
                    throw new IllegalArgumentException("versions come in ascending order");
                }
            }
            if (versions.stream().noneMatch(v -> v.number().equals(defaultVersion))) {
                throw new IllegalArgumentException(
                        "the default version %s is not among the versions"
                                .formatted(defaultVersion));
            }
        }
    }
}
