package io.gatehouse.policyservice.resourcepolicy;

import io.gatehouse.model.AccountId;
import io.gatehouse.policyservice.paging.Page;
import io.gatehouse.policyservice.paging.PageRequest;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Optional;

/** Queries over {@code resource_policy}; each opens its own session. */
@ApplicationScoped
class ResourcePolicyRows implements PanacheRepositoryBase<ResourcePolicyRow, String> {

    Uni<Optional<ResourcePolicyRow>> byId(AccountId account, String id) {
        return Panache.withSession(() ->
                find("id = ?1 and account = ?2", id, account.digits())
                        .firstResult()
                        .map(Optional::ofNullable));
    }

    Uni<Optional<ResourcePolicyRow>> byPattern(AccountId account, ResourceArnPattern pattern) {
        return Panache.withSession(() ->
                find("pattern = ?1 and account = ?2", pattern.text(), account.digits())
                        .firstResult()
                        .map(Optional::ofNullable));
    }

    /** Of the account, in the order of ids. */
    Uni<Page<ResourcePolicyRow>> page(AccountId account, PageRequest page) {
        return Panache.withSession(() ->
                find("account = ?1 and id > ?2 order by id", account.digits(), page.after())
                        .page(0, page.size() + 1)
                        .list()
                        .map(found -> Page.of(found, page, row -> row.id)));
    }
}
