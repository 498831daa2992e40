package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.kit.call.Call;
import io.gatehouse.policyservice.directory.Directory;
import io.gatehouse.policyservice.directory.PrincipalRow;
import io.gatehouse.policyservice.paging.Page;
import io.gatehouse.policyservice.paging.PageRequest;
import io.gatehouse.policyservice.paging.Prefix;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/** Whom a managed policy is attached to, or is the boundary of, in the caller's account. */
@ApplicationScoped
class PolicyEntities {

    private static final String ATTACHED =
            """
            p.id in (select a.principalId from AttachedPolicyRow a
                     where a.policyId = :policy and a.account = :account)
            """;
    private static final String BOUNDED = "p.boundaryArn = :arn";

    private final Directory directory;

    PolicyEntities(Directory directory) {
        this.directory = directory;
    }

    /** How a principal uses the policy. */
    enum By {
        ATTACHMENT,
        BOUNDARY
    }

    /** In the order of unique ids, as fresh as the request's heads. */
    Uni<Page<PrincipalRow>> list(
            Call call,
            ManagedPolicyRow policy,
            Set<PrincipalKind> kinds,
            Set<By> uses,
            @Nullable String pathPrefix,
            PageRequest page) {
        return directory
                .reached(call, call.account())
                .chain(() ->
                        Panache.withSession(
                                () -> query(call, policy, kinds, uses, pathPrefix, page)));
    }

    private static Uni<Page<PrincipalRow>> query(
            Call call,
            ManagedPolicyRow policy,
            Set<PrincipalKind> kinds,
            Set<By> uses,
            @Nullable String pathPrefix,
            PageRequest page) {
        boolean attached = uses.contains(By.ATTACHMENT);
        boolean bounded = uses.contains(By.BOUNDARY);
        String used =
                attached && bounded ? ATTACHED + " or " + BOUNDED : attached ? ATTACHED : BOUNDED;
        String hql =
                """
                from PrincipalRow p where p.account = :account and p.kind in :kinds
                and p.path like :prefix escape '!' and p.id > :after and (%s) order by p.id
                """
                        .formatted(used);
        return Panache.getSession()
                .chain(session -> {
                    var query =
                            session.createQuery(hql, PrincipalRow.class)
                                    .setParameter("account", call.account().digits())
                                    .setParameter(
                                            "kinds",
                                            kinds.stream().map(PrincipalKind::wire).toList())
                                    .setParameter("prefix", Prefix.pattern(pathPrefix))
                                    .setParameter("after", page.after())
                                    .setMaxResults(page.size() + 1);
                    if (attached) {
                        query.setParameter("policy", policy.id);
                    }
                    if (bounded) {
                        query.setParameter("arn", policy.arn);
                    }
                    return query.getResultList();
                })
                .map(found -> Page.of(found, page, row -> row.id));
    }
}
