package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policyservice.directory.Directory;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyRows.Usage;
import io.gatehouse.policyservice.paging.Page;
import io.gatehouse.policyservice.paging.PageRequest;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.Refusals;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions about managed policies, answered from the read model. */
@ApplicationScoped
class ManagedPolicyReads {

    private final ManagedPolicyRows rows;
    private final PolicyUses uses;
    private final Directory directory;

    ManagedPolicyReads(ManagedPolicyRows rows, PolicyUses uses, Directory directory) {
        this.rows = rows;
        this.uses = uses;
        this.directory = directory;
    }

    /** A policy and who uses it in the caller's account. */
    record UsedPolicy(ManagedPolicyRow row, PolicyUse use) {}

    /** A policy without its use: for authorising and for its tags. */
    Uni<Optional<ManagedPolicyRow>> find(PolicyArn arn) {
        return Panache.withSession(() -> rows.byArn(arn));
    }

    /** A policy with its use, as fresh as the request's heads. */
    Uni<UsedPolicy> used(Call call, ManagedPolicyRow row) {
        return directory
                .reached(call, call.account())
                .chain(() -> Panache.withSession(() -> uses.of(call.account(), List.of(row))))
                .map(byId -> new UsedPolicy(row, useOf(byId, row)));
    }

    Uni<Page<UsedPolicy>> list(
            Call call,
            List<PolicyOwner> owners,
            @Nullable String pathPrefix,
            Usage usage,
            PageRequest page) {
        return directory
                .reached(call, call.account())
                .chain(() ->
                        Panache.withSession(() ->
                                rows.page(owners, pathPrefix, call.account(), usage, page)
                                        .chain(found -> withUses(call, found))));
    }

    Uni<List<PolicyVersionRow>> versions(ManagedPolicyRow row) {
        return Panache.withSession(() -> rows.versions(row.id));
    }

    Uni<PolicyVersionRow> version(ManagedPolicyRow row, String versionId) {
        return VersionNumber.parse(versionId)
                .map(number -> Panache.withSession(() -> rows.version(row.id, number)))
                .orElse(Uni.createFrom().item(Optional.empty()))
                .map(version ->
                        version.orElseThrow(() ->
                                new RefusedException(Refusals.noSuchVersion(row.arn, versionId))));
    }

    private Uni<Page<UsedPolicy>> withUses(Call call, Page<ManagedPolicyRow> page) {
        return uses.of(call.account(), page.items())
                .map(byId -> page.map(row -> new UsedPolicy(row, useOf(byId, row))));
    }

    private static PolicyUse useOf(Map<String, PolicyUse> byId, ManagedPolicyRow row) {
        return byId.getOrDefault(row.id, PolicyUse.NONE);
    }
}
