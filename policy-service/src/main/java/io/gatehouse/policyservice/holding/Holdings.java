package io.gatehouse.policyservice.holding;

import io.gatehouse.policyservice.directory.PrincipalRow;
import io.gatehouse.policyservice.holding.HeldPolicy.Holder;
import io.gatehouse.policyservice.principalpolicies.AttachedPolicyRow;
import io.gatehouse.policyservice.principalpolicies.InlinePolicyRow;
import io.gatehouse.policyservice.principalpolicies.PrincipalPoliciesRows;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what principals hold. Each method opens its own session. */
@ApplicationScoped
public class Holdings {

    private final PrincipalPoliciesRows rows;

    Holdings(PrincipalPoliciesRows rows) {
        this.rows = rows;
    }

    /** Of a user its own policies and those of its groups; of others their own. */
    public Uni<List<HeldPolicy>> of(PrincipalRow principal) {
        List<String> ids = new ArrayList<>(principal.groups());
        ids.add(principal.id);
        return of(ids);
    }

    /** What hangs on these principals, by holder. */
    public Uni<List<HeldPolicy>> of(Collection<String> principalIds) {
        if (principalIds.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Panache.withSession(() ->
                holders(principalIds)
                        .chain(holders ->
                                rows.inlineOf(principalIds)
                                        .chain(inline ->
                                                attached(principalIds)
                                                        .map(attached ->
                                                                all(holders, inline, attached)))));
    }

    /** The default version's document of a managed policy. */
    public Uni<Optional<String>> document(String arn) {
        return Panache.withSession(() ->
                Panache.getSession()
                        .chain(session ->
                                session.createQuery(
                                                """
                                                select v.document
                                                from ManagedPolicyRow p, PolicyVersionRow v
                                                where p.arn = ?1 and v.policyId = p.id
                                                and v.number = p.defaultVersion
                                                """,
                                                String.class)
                                        .setParameter(1, arn)
                                        .getSingleResultOrNull())
                        .map(Optional::ofNullable));
    }

    private static Uni<Map<String, Holder>> holders(Collection<String> ids) {
        return Panache.getSession()
                .chain(session ->
                        session.createQuery(
                                        "from PrincipalRow p where p.id in ?1", PrincipalRow.class)
                                .setParameter(1, ids)
                                .getResultList())
                .map(rows -> {
                    Map<String, Holder> byId = new HashMap<>();
                    rows.forEach(row ->
                            byId.put(
                                    row.id,
                                    new Holder(PrincipalKind.parse(row.kind), row.id, row.name)));
                    return byId;
                });
    }

    private static Uni<List<Object[]>> attached(Collection<String> ids) {
        return Panache.getSession()
                .chain(session ->
                        session.createQuery(
                                        """
                                        select a, v.document
                                        from AttachedPolicyRow a, ManagedPolicyRow p,
                                            PolicyVersionRow v
                                        where a.principalId in ?1 and p.id = a.policyId
                                        and v.policyId = p.id and v.number = p.defaultVersion
                                        order by a.principalId, a.policyName
                                        """,
                                        Object[].class)
                                .setParameter(1, ids)
                                .getResultList());
    }

    private static List<HeldPolicy> all(
            Map<String, Holder> holders, List<InlinePolicyRow> inline, List<Object[]> attached) {
        List<HeldPolicy> all = new ArrayList<>();
        for (InlinePolicyRow row : inline) {
            Holder holder = holders.get(row.principalId);
            if (holder != null) {
                all.add(new HeldPolicy(holder, row.name, Optional.empty(), row.document));
            }
        }
        for (Object[] found : attached) {
            AttachedPolicyRow row = (AttachedPolicyRow) found[0];
            Holder holder = holders.get(row.principalId);
            if (holder != null) {
                all.add(
                        new HeldPolicy(
                                holder,
                                row.policyName,
                                Optional.of(row.policyArn),
                                (String) found[1]));
            }
        }
        return List.copyOf(all);
    }
}
