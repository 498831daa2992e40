package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.DefaultVersionSet;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyCreated;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyDeleted;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyTagged;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyUntagged;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.VersionCreated;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.VersionDeleted;
import io.gatehouse.policyservice.value.CorruptStreamException;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.Tags;

import java.time.Instant;

/** The life of a managed policy. */
public sealed interface ManagedPolicy {

    ManagedPolicy ABSENT = new Absent();

    record Absent() implements ManagedPolicy {}

    /**
     * @param description empty where there is none
     */
    record Active(
            UniqueId id,
            PolicyArn arn,
            String description,
            Versions versions,
            Tags tags,
            Instant created)
            implements ManagedPolicy {

        /** When it was made or its newest version was: AWS's UpdateDate. */
        public Instant updated() {
            return versions.all().values().stream()
                    .map(PolicyVersion::created)
                    .filter(created::isBefore)
                    .max(Instant::compareTo)
                    .orElse(created);
        }

        private Active with(Versions changed) {
            return new Active(id, arn, description, changed, tags, created);
        }

        private Active with(Tags changed) {
            return new Active(id, arn, description, versions, changed, created);
        }

        private ManagedPolicy evolve(ManagedPolicyEvent event) {
            return switch (event) {
                case VersionCreated(var version) when !versions.used().contains(version.number()) ->
                        with(versions.with(version));
                case DefaultVersionSet(var from, var to)
                        when from.equals(versions.defaultNumber()) && versions.has(to) ->
                        with(versions.withDefault(to));
                case VersionDeleted(var version)
                        when versions.has(version) && !version.equals(versions.defaultNumber()) ->
                        with(versions.without(version));
                case PolicyTagged(var more) -> with(tags.with(more));
                case PolicyUntagged(var keys) -> with(tags.without(keys));
                case PolicyDeleted _ -> new Deleted(id, arn);
                case PolicyCreated _, VersionCreated _, DefaultVersionSet _, VersionDeleted _ ->
                        throw new CorruptStreamException(this, event);
            };
        }
    }

    /** The last identity stays, for the fact that says that the policy is gone. */
    record Deleted(UniqueId id, PolicyArn arn) implements ManagedPolicy {}

    /** The state after the event; one that cannot have happened throws CorruptStreamException. */
    static ManagedPolicy evolve(ManagedPolicy policy, ManagedPolicyEvent event) {
        return switch (policy) {
            case Absent _ ->
                    switch (event) {
                        case PolicyCreated(
                                        var id,
                                        var arn,
                                        var description,
                                        var first,
                                        var tags,
                                        var created) ->
                                new Active(id, arn, description, Versions.of(first), tags, created);
                        case VersionCreated _,
                                DefaultVersionSet _,
                                VersionDeleted _,
                                PolicyTagged _,
                                PolicyUntagged _,
                                PolicyDeleted _ ->
                                throw new CorruptStreamException(policy, event);
                    };
            case Active active -> active.evolve(event);
            case Deleted _ -> throw new CorruptStreamException(policy, event);
        };
    }
}
