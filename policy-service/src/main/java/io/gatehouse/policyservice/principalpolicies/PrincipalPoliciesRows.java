package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.model.AccountId;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.paging.Page;
import io.gatehouse.policyservice.paging.PageRequest;
import io.gatehouse.policyservice.paging.Prefix;
import io.gatehouse.policyservice.value.PolicyName;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Queries over {@code attached_policy} and {@code inline_policy}. */
@ApplicationScoped
public class PrincipalPoliciesRows
        implements PanacheRepositoryBase<AttachedPolicyRow, AttachedPolicyRow.Key> {

    /** What is attached to a principal, by name, then id. */
    Uni<Page<AttachedPolicyRow>> attachedTo(
            UniqueId principal, @Nullable String pathPrefix, PageRequest page) {
        String[] after = (page.after() + "\n\n").split("\n", -1);
        return find(
                        """
                        from AttachedPolicyRow a where a.principalId = ?1
                        and a.policyPath like ?2 escape '!'
                        and (a.policyName > ?3 or (a.policyName = ?3 and a.policyId > ?4))
                        order by a.policyName, a.policyId
                        """,
                        principal.text(),
                        Prefix.pattern(pathPrefix),
                        after[0],
                        after[1])
                .page(0, page.size() + 1)
                .list()
                .map(found -> Page.of(found, page, row -> row.policyName + '\n' + row.policyId));
    }

    /** Everything that is attached to a principal. */
    public Uni<List<AttachedPolicyRow>> allAttachedTo(AccountId account, String principalId) {
        return list(
                "principalId = ?1 and account = ?2 order by policyName, policyId",
                principalId,
                account.digits());
    }

    /** Names of a principal's inline policies, in order. */
    Uni<Page<String>> inlineNames(UniqueId principal, PageRequest page) {
        return Panache.getSession()
                .chain(session ->
                        session.createQuery(
                                        """
                                        select i.name from InlinePolicyRow i
                                        where i.principalId = ?1 and i.name > ?2 order by i.name
                                        """,
                                        String.class)
                                .setParameter(1, principal.text())
                                .setParameter(2, page.after())
                                .setMaxResults(page.size() + 1)
                                .getResultList())
                .map(found -> Page.of(found, page, name -> name));
    }

    /** Names of all inline policies of a principal. */
    public Uni<List<String>> allInlineNames(AccountId account, String principalId) {
        return Panache.getSession()
                .chain(session ->
                        session.createQuery(
                                        """
                                        select i.name from InlinePolicyRow i
                                        where i.principalId = ?1 and i.account = ?2 order by i.name
                                        """,
                                        String.class)
                                .setParameter(1, principalId)
                                .setParameter(2, account.digits())
                                .getResultList());
    }

    Uni<Optional<InlinePolicyRow>> inline(UniqueId principal, PolicyName name) {
        return Panache.getSession()
                .chain(session ->
                        session.find(
                                InlinePolicyRow.class,
                                new InlinePolicyRow.Key(principal.text(), name.text())))
                .map(Optional::ofNullable);
    }

    /** To how many principals of the account each of the policies is attached; zero is left out. */
    public Uni<Map<String, Integer>> attachments(AccountId account, Collection<String> policyIds) {
        return Panache.getSession()
                .chain(session ->
                        session.createQuery(
                                        """
                                        select a.policyId, count(*) from AttachedPolicyRow a
                                        where a.account = ?1 and a.policyId in ?2
                                        group by a.policyId
                                        """,
                                        Object[].class)
                                .setParameter(1, account.digits())
                                .setParameter(2, policyIds)
                                .getResultList())
                .map(rows -> {
                    Map<String, Integer> counts = new HashMap<>();
                    rows.forEach(
                            row -> counts.put((String) row[0], Math.toIntExact((Long) row[1])));
                    return counts;
                });
    }

    /** Everything that is attached to any of these principals. */
    public Uni<List<AttachedPolicyRow>> attachedToAny(Collection<String> principalIds) {
        return list("principalId in ?1 order by principalId, policyName, policyId", principalIds);
    }

    /** All inline policies of any of these principals. */
    public Uni<List<InlinePolicyRow>> inlineOf(Collection<String> principalIds) {
        return Panache.getSession()
                .chain(session ->
                        session.createQuery(
                                        """
                                        from InlinePolicyRow i where i.principalId in ?1
                                        order by i.principalId, i.name
                                        """,
                                        InlinePolicyRow.class)
                                .setParameter(1, principalIds)
                                .getResultList());
    }
}
