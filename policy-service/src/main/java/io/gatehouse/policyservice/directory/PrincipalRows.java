package io.gatehouse.policyservice.directory;

import io.gatehouse.model.AccountId;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Queries over {@code principal}. */
@ApplicationScoped
public class PrincipalRows implements PanacheRepositoryBase<PrincipalRow, String> {

    /** Those of the names that exist; names are unique without regard to case. */
    Uni<List<PrincipalRow>> named(AccountId account, PrincipalKind kind, Collection<String> names) {
        List<String> keys = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        // Hibernate keeps the SQL of a query only if no parameter of it is a list.
        return keys.size() == 1
                ? list(
                        "account = ?1 and kind = ?2 and nameKey = ?3",
                        account.digits(),
                        kind.wire(),
                        keys.getFirst())
                : list(
                        "account = ?1 and kind = ?2 and nameKey in ?3",
                        account.digits(),
                        kind.wire(),
                        keys);
    }

    /** Of how many users and roles of the account each policy is the boundary; zero is left out. */
    public Uni<Map<String, Integer>> boundedBy(AccountId account, Collection<String> arns) {
        return Panache.getSession()
                .chain(session ->
                        session.createQuery(
                                        """
                                        select p.boundaryArn, count(*) from PrincipalRow p
                                        where p.account = ?1 and p.boundaryArn in ?2
                                        group by p.boundaryArn
                                        """,
                                        Object[].class)
                                .setParameter(1, account.digits())
                                .setParameter(2, arns)
                                .getResultList())
                .map(rows -> {
                    Map<String, Integer> counts = new HashMap<>();
                    rows.forEach(
                            row -> counts.put((String) row[0], Math.toIntExact((Long) row[1])));
                    return counts;
                });
    }
}
