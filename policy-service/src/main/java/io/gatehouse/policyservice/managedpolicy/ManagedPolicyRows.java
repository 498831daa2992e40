package io.gatehouse.policyservice.managedpolicy;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policyservice.paging.Page;
import io.gatehouse.policyservice.paging.PageRequest;
import io.gatehouse.policyservice.paging.Prefix;
import io.gatehouse.policyservice.value.PolicyArn;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Queries over {@code managed_policy} and its versions. */
@ApplicationScoped
public class ManagedPolicyRows implements PanacheRepositoryBase<ManagedPolicyRow, String> {

    private static final String IS_ATTACHED =
            """
            exists (select 1 from AttachedPolicyRow a
            where a.policyId = p.id and a.account = :account)
            """;
    private static final String IS_BOUNDARY =
            """
            exists (select 1 from PrincipalRow b
            where b.boundaryArn = p.arn and b.account = :account)
            """;

    /** How a list is narrowed: by how the policies are used in the account. */
    public enum Usage {
        ANY,
        ATTACHED,
        BOUNDARY,
        /** Attached, or the boundary of somebody. */
        USED
    }

    public Uni<Optional<ManagedPolicyRow>> byArn(PolicyArn arn) {
        return find("arn = ?1", arn.toString()).firstResult().map(Optional::ofNullable);
    }

    public Uni<List<ManagedPolicyRow>> byArns(Collection<String> arns) {
        return list("arn in ?1", arns);
    }

    /** Policies of the owners as one account sees them, by name without regard to case, then id. */
    Uni<Page<ManagedPolicyRow>> page(
            Collection<PolicyOwner> owners,
            @Nullable String pathPrefix,
            AccountId account,
            Usage usage,
            PageRequest page) {
        String[] after = (page.after() + "\n\n").split("\n", -1);
        String used =
                switch (usage) {
                    case ANY -> " and :account <> ''";
                    case ATTACHED -> " and " + IS_ATTACHED;
                    case BOUNDARY -> " and " + IS_BOUNDARY;
                    case USED -> " and (" + IS_ATTACHED + " or " + IS_BOUNDARY + ")";
                };
        return find(
                        """
                        from ManagedPolicyRow p where p.owner in :owners
                        and p.path like :prefix escape '!'
                        and (p.nameKey > :name or (p.nameKey = :name and p.id > :id))
                        """
                                + used
                                + " order by p.nameKey, p.id",
                        Map.of(
                                "owners",
                                owners.stream().map(PolicyOwner::text).toList(),
                                "prefix",
                                Prefix.pattern(pathPrefix),
                                "name",
                                after[0],
                                "id",
                                after[1],
                                "account",
                                account.digits()))
                .page(0, page.size() + 1)
                .list()
                .map(found -> Page.of(found, page, row -> key(row.nameKey, row.id)));
    }

    Uni<Optional<PolicyVersionRow>> version(String policyId, VersionNumber number) {
        return Panache.getSession()
                .chain(session ->
                        session.find(
                                PolicyVersionRow.class,
                                new PolicyVersionRow.Key(policyId, number.number())))
                .map(Optional::ofNullable);
    }

    /** Versions of a policy, newest first. */
    Uni<List<PolicyVersionRow>> versions(String policyId) {
        return Panache.getSession()
                .chain(session ->
                        session.createQuery(
                                        """
                                        from PolicyVersionRow v where v.policyId = ?1
                                        order by v.number desc
                                        """,
                                        PolicyVersionRow.class)
                                .setParameter(1, policyId)
                                .getResultList());
    }

    /** All versions of these policies, newest first. */
    Uni<List<PolicyVersionRow>> versions(Collection<String> policyIds) {
        return Panache.getSession()
                .chain(session ->
                        session.createQuery(
                                        """
                                        from PolicyVersionRow v where v.policyId in ?1
                                        order by v.policyId, v.number desc
                                        """,
                                        PolicyVersionRow.class)
                                .setParameter(1, policyIds)
                                .getResultList());
    }

    /** The order of {@link #page}: by name without regard to case, then id. */
    static String key(String nameKey, String id) {
        return nameKey + '\n' + id;
    }
}
