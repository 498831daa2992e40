package io.gatehouse.policyservice.managedpolicy;

import static io.gatehouse.policyservice.value.Decision.accept;
import static io.gatehouse.policyservice.value.Decision.refuse;
import static io.gatehouse.policyservice.value.Refusals.quota;

import io.gatehouse.model.ErrorCode;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicy.Absent;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicy.Active;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicy.Deleted;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.CreatePolicy;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.CreateVersion;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.DeletePolicy;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.DeleteVersion;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.ImportPolicy;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.SetDefaultVersion;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.TagPolicy;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyCommand.UntagPolicy;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.DefaultVersionSet;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyCreated;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyDeleted;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyTagged;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.PolicyUntagged;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.VersionCreated;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyEvent.VersionDeleted;
import io.gatehouse.policyservice.value.Decision;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.Quotas;
import io.gatehouse.policyservice.value.Refusals;
import io.gatehouse.policyservice.value.Tags;

import java.util.ArrayList;
import java.util.List;

/**
 * The rules of managed policies: state and command in, events or a refusal out (SEMANTICS 9, 10).
 */
public final class ManagedPolicyDecider {

    private ManagedPolicyDecider() {}

    public static Decision<ManagedPolicyEvent> decide(
            ManagedPolicy policy, ManagedPolicyCommand command, Quotas quotas) {
        return switch (policy) {
            case Absent _ ->
                    switch (command) {
                        case CreatePolicy create -> create(create, quotas);
                        case ImportPolicy toImport -> importNew(toImport, quotas);
                        case CreateVersion _,
                                SetDefaultVersion _,
                                DeleteVersion _,
                                TagPolicy _,
                                UntagPolicy _,
                                DeletePolicy _ ->
                                refuse(ErrorCode.NO_SUCH_ENTITY, "The policy was not found.");
                    };
            case Active active ->
                    switch (command) {
                        case CreatePolicy _ -> alreadyExists(active.arn());
                        case CreateVersion create -> createVersion(active, create, quotas);
                        case SetDefaultVersion(var version) -> setDefault(active, version);
                        case DeleteVersion(var version) -> deleteVersion(active, version);
                        case TagPolicy(var tags) -> tag(active, tags, quotas);
                        case UntagPolicy(var keys) -> untag(active, keys);
                        case DeletePolicy(var use) -> delete(active, use);
                        case ImportPolicy toImport -> importOver(active, toImport, quotas);
                    };
            case Deleted(var _, var arn) ->
                    switch (command) {
                        // Ids are never used again.
                        case CreatePolicy _, ImportPolicy _ -> alreadyExists(arn);
                        case CreateVersion _,
                                SetDefaultVersion _,
                                DeleteVersion _,
                                TagPolicy _,
                                UntagPolicy _,
                                DeletePolicy _ ->
                                new Decision.Refused<>(Refusals.noSuchPolicy(arn.toString()));
                    };
        };
    }

    private static Decision<ManagedPolicyEvent> create(CreatePolicy create, Quotas quotas) {
        if (create.existing() >= quotas.policies()) {
            return quota("PoliciesPerAccount", quotas.policies());
        }
        if (create.document().size() > quotas.policySize()) {
            return quota("PolicySize", quotas.policySize());
        }
        if (create.tags().count() > quotas.tags()) {
            return tooManyTags();
        }
        return accept(
                new PolicyCreated(
                        create.id(),
                        create.arn(),
                        create.description(),
                        new PolicyVersion(VersionNumber.FIRST, create.document(), create.created()),
                        create.tags(),
                        create.created()));
    }

    private static Decision<ManagedPolicyEvent> createVersion(
            Active policy, CreateVersion create, Quotas quotas) {
        Versions versions = policy.versions();
        if (create.document().size() > quotas.policySize()) {
            return quota("PolicySize", quotas.policySize());
        }
        if (versions.count() >= quotas.versions()) {
            return tooManyVersions(quotas);
        }
        VersionNumber number = versions.next();
        List<ManagedPolicyEvent> events = new ArrayList<>();
        events.add(
                new VersionCreated(new PolicyVersion(number, create.document(), create.created())));
        if (create.setAsDefault()) {
            events.add(new DefaultVersionSet(versions.defaultNumber(), number));
        }
        return accept(events);
    }

    private static Decision<ManagedPolicyEvent> setDefault(Active policy, VersionNumber version) {
        Versions versions = policy.versions();
        if (!versions.has(version)) {
            return noSuchVersion(policy, version);
        }
        return version.equals(versions.defaultNumber())
                ? accept()
                : accept(new DefaultVersionSet(versions.defaultNumber(), version));
    }

    private static Decision<ManagedPolicyEvent> deleteVersion(
            Active policy, VersionNumber version) {
        if (!policy.versions().has(version)) {
            return noSuchVersion(policy, version);
        }
        return version.equals(policy.versions().defaultNumber())
                ? refuse(
                        ErrorCode.DELETE_CONFLICT, "Cannot delete the default version of a policy.")
                : accept(new VersionDeleted(version));
    }

    private static Decision<ManagedPolicyEvent> tag(Active policy, Tags tags, Quotas quotas) {
        if (policy.tags().with(tags).count() > quotas.tags()) {
            return tooManyTags();
        }
        Tags fresh = policy.tags().missingFrom(tags);
        return fresh.isEmpty() ? accept() : accept(new PolicyTagged(fresh));
    }

    private static Decision<ManagedPolicyEvent> untag(Active policy, List<String> keys) {
        List<String> known = policy.tags().keysAmong(keys);
        return known.isEmpty() ? accept() : accept(new PolicyUntagged(known));
    }

    private static Decision<ManagedPolicyEvent> delete(Active policy, PolicyUse use) {
        if (use.isUsed()) {
            return refuse(
                    ErrorCode.DELETE_CONFLICT, "Cannot delete a policy attached to entities.");
        }
        if (policy.versions().count() > 1) {
            return refuse(
                    ErrorCode.DELETE_CONFLICT,
                    "This policy has more than one version. Before you delete a policy, you must"
                            + " delete the policy's versions. The default version is deleted with the"
                            + " policy.");
        }
        return accept(new PolicyDeleted(policy.arn()));
    }

    private static Decision<ManagedPolicyEvent> importNew(ImportPolicy wanted, Quotas quotas) {
        if (wanted.existing() >= quotas.policies()) {
            return quota("PoliciesPerAccount", quotas.policies());
        }
        PolicyVersion first = wanted.versions().getFirst();
        if (first.document().size() > quotas.policySize()) {
            return quota("PolicySize", quotas.policySize());
        }
        PolicyCreated created =
                new PolicyCreated(
                        wanted.id(),
                        wanted.arn(),
                        wanted.description(),
                        first,
                        Tags.NONE,
                        wanted.created());
        return importVersions(Versions.of(first), wanted, quotas, List.of(created));
    }

    private static Decision<ManagedPolicyEvent> importOver(
            Active policy, ImportPolicy wanted, Quotas quotas) {
        return policy.arn().equals(wanted.arn())
                ? importVersions(policy.versions(), wanted, quotas, List.of())
                : alreadyExists(policy.arn());
    }

    /** Adds the versions that are missing; never takes one away and never writes one over. */
    private static Decision<ManagedPolicyEvent> importVersions(
            Versions here, ImportPolicy wanted, Quotas quotas, List<ManagedPolicyEvent> before) {
        List<ManagedPolicyEvent> events = new ArrayList<>(before);
        Versions versions = here;
        for (PolicyVersion version : wanted.versions()) {
            PolicyVersion same = versions.all().get(version.number());
            if (same != null && same.document().saysTheSameAs(version.document())) {
                continue;
            }
            if (same != null || versions.used().contains(version.number())) {
                return refuse(
                        ErrorCode.ENTITY_ALREADY_EXISTS,
                        "Version %s of %s exists or existed with another document."
                                .formatted(version.number(), wanted.arn()));
            }
            if (version.document().size() > quotas.policySize()) {
                return quota("PolicySize", quotas.policySize());
            }
            if (versions.count() >= quotas.versions()) {
                return tooManyVersions(quotas);
            }
            events.add(new VersionCreated(version));
            versions = versions.with(version);
        }
        if (!versions.defaultNumber().equals(wanted.defaultVersion())) {
            events.add(new DefaultVersionSet(versions.defaultNumber(), wanted.defaultVersion()));
        }
        return accept(events);
    }

    private static Decision<ManagedPolicyEvent> alreadyExists(PolicyArn arn) {
        return new Decision.Refused<>(Refusals.policyExists(arn.name().text()));
    }

    private static Decision<ManagedPolicyEvent> noSuchVersion(
            Active policy, VersionNumber version) {
        return new Decision.Refused<>(
                Refusals.noSuchVersion(policy.arn().toString(), version.text()));
    }

    private static Decision<ManagedPolicyEvent> tooManyVersions(Quotas quotas) {
        return refuse(
                ErrorCode.LIMIT_EXCEEDED,
                "A managed policy can have up to %d versions. Before you create a new version, you"
                                .formatted(quotas.versions())
                        + " must delete an existing version.");
    }

    private static Decision<ManagedPolicyEvent> tooManyTags() {
        return refuse(
                ErrorCode.LIMIT_EXCEEDED, "The number of tags has reached the maximum limit.");
    }
}
