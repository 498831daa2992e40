package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.policyservice.request.AwsTags;

import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/** Managed policies as AWS answers them. */
final class ManagedPolicyAnswers {

    private ManagedPolicyAnswers() {}

    /**
     * One policy.
     *
     * @param use in the account that asks
     */
    static Policy.Builder policy(ManagedPolicyRow row, PolicyUse use) {
        return Policy.builder()
                .policyName(row.name)
                .policyId(row.id)
                .arn(row.arn)
                .path(row.path)
                .defaultVersionId(row.defaultNumber().text())
                .attachmentCount(use.attachments())
                .permissionsBoundaryUsageCount(use.boundaries())
                .isAttachable(true)
                .createDate(row.created)
                .updateDate(row.updated);
    }

    /** With what only GetPolicy tells: description and tags. */
    static Policy detailed(ManagedPolicyRow row, PolicyUse use) {
        Policy.Builder policy = policy(row, use).tags(AwsTags.write(row.tagsByKey()));
        return (row.description.isEmpty() ? policy : policy.description(row.description)).build();
    }

    /** One that was just created: nobody uses it. */
    static Policy created(ManagedPolicy.Active policy) {
        Policy.Builder built =
                Policy.builder()
                        .policyName(policy.arn().name().text())
                        .policyId(policy.id().text())
                        .arn(policy.arn().toString())
                        .path(policy.arn().path().text())
                        .defaultVersionId(policy.versions().defaultNumber().text())
                        .attachmentCount(0)
                        .permissionsBoundaryUsageCount(0)
                        .isAttachable(true)
                        .createDate(policy.created())
                        .updateDate(policy.updated());
        return policy.tags().isEmpty()
                ? built.build()
                : built.tags(AwsTags.write(AwsTags.byKey(policy.tags()))).build();
    }

    /** Without the document, as lists show it. */
    static PolicyVersion.Builder version(PolicyVersionRow row, VersionNumber defaultNumber) {
        return PolicyVersion.builder()
                .versionId(row.versionNumber().text())
                .isDefaultVersion(row.versionNumber().equals(defaultNumber))
                .createDate(row.created);
    }

    static PolicyVersion versionWithDocument(PolicyVersionRow row, VersionNumber defaultNumber) {
        return version(row, defaultNumber).document(row.document).build();
    }
}
