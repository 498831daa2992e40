package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyRows.Usage;
import io.gatehouse.policyservice.paging.Page;
import io.gatehouse.policyservice.paging.PageRequest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Managed policies with all their versions, as GetAccountAuthorizationDetails tells them. */
@ApplicationScoped
public class DetailedPolicies {

    private final ManagedPolicyRows rows;
    private final PolicyUses uses;

    DetailedPolicies(ManagedPolicyRows rows, PolicyUses uses) {
        this.rows = rows;
        this.uses = uses;
    }

    /** The account's own policies, or those of AWS that are attached in it or bound somebody. */
    public Uni<Page<ManagedPolicyDetail>> page(
            AccountId account, PolicyOwner owner, PageRequest page) {
        Usage usage = owner.equals(PolicyOwner.AWS) ? Usage.USED : Usage.ANY;
        return Panache.withSession(() ->
                rows.page(List.of(owner), null, account, usage, page)
                        .chain(found -> withVersions(account, found)));
    }

    /** The key in the order of the list, for a page that starts behind a policy. */
    public static String key(ManagedPolicyDetail policy) {
        return ManagedPolicyRows.key(
                policy.policyName().toLowerCase(Locale.ROOT), policy.policyId());
    }

    private Uni<Page<ManagedPolicyDetail>> withVersions(
            AccountId account, Page<ManagedPolicyRow> page) {
        List<String> ids = page.items().stream().map(row -> row.id).toList();
        return uses.of(account, page.items())
                .chain(used ->
                        rows.versions(ids)
                                .map(versions ->
                                        versions.stream()
                                                .collect(
                                                        Collectors.groupingBy(
                                                                version -> version.policyId)))
                                .map(versions ->
                                        page.map(row ->
                                                detail(
                                                        row,
                                                        used.getOrDefault(row.id, PolicyUse.NONE),
                                                        versions))));
    }

    private static ManagedPolicyDetail detail(
            ManagedPolicyRow row, PolicyUse use, Map<String, List<PolicyVersionRow>> versions) {
        ManagedPolicyDetail.Builder detail =
                ManagedPolicyDetail.builder()
                        .policyName(row.name)
                        .policyId(row.id)
                        .arn(row.arn)
                        .path(row.path)
                        .defaultVersionId(row.defaultNumber().text())
                        .attachmentCount(use.attachments())
                        .permissionsBoundaryUsageCount(use.boundaries())
                        .isAttachable(true)
                        .createDate(row.created)
                        .updateDate(row.updated)
                        .policyVersionList(
                                versions.getOrDefault(row.id, List.of()).stream()
                                        .map(version ->
                                                ManagedPolicyAnswers.versionWithDocument(
                                                        version, row.defaultNumber()))
                                        .toList());
        return (row.description.isEmpty() ? detail : detail.description(row.description)).build();
    }
}
