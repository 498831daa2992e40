package io.gatehouse.policyservice.lastaccess;

import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.policyservice.directory.Directory;
import io.gatehouse.policyservice.directory.PrincipalRow;
import io.gatehouse.policyservice.holding.Holdings;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyRow;
import io.gatehouse.policyservice.managedpolicy.ManagedPolicyRows;
import io.gatehouse.policyservice.value.PolicyArn;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.gatehouse.policyservice.value.Refusals;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a report is about: the services that are open, and to whom. */
@ApplicationScoped
class Subjects {

    private static final String MEMBERS =
            "from PrincipalRow p where p.account = ?1 and p.groupIds like ?2";
    private static final String HOLDERS =
            """
            from PrincipalRow p where p.account = ?1 and p.id in
                (select a.principalId from AttachedPolicyRow a, ManagedPolicyRow m
                 where m.arn = ?2 and a.policyId = m.id and a.account = ?1)
            """;

    private final Directory directory;
    private final Holdings holdings;
    private final ManagedPolicyRows policies;

    Subjects(Directory directory, Holdings holdings, ManagedPolicyRows policies) {
        this.directory = directory;
        this.holdings = holdings;
        this.policies = policies;
    }

    /**
     * @param services that the policies open, in order
     * @param users users and roles that have them
     */
    record Subject(List<String> services, List<PrincipalRow> users) {}

    /** Of a user, group, role or managed policy; NoSuchEntity where it is gone. */
    Uni<Subject> of(Call call, String arn) {
        return directory
                .reached(call, call.account())
                .chain(() ->
                        PolicyArn.parse(arn).isPresent()
                                ? ofPolicy(call, arn)
                                : ofPrincipal(call, arn));
    }

    /** Tags of what the ARN names; none where it is gone. */
    Uni<Map<String, String>> tags(Call call, String arn) {
        Optional<PolicyArn> policy = PolicyArn.parse(arn);
        return directory
                .reached(call, call.account())
                .chain(() ->
                        policy.isPresent()
                                ? Panache.withSession(() -> policies.byArn(policy.get()))
                                        .map(row -> row.map(ManagedPolicyRow::tagsByKey))
                                : principal(call, arn).map(row -> row.map(p -> p.known().tags())))
                .map(tags -> tags.orElse(Map.of()));
    }

    private Uni<Subject> ofPolicy(Call call, String arn) {
        return holdings.document(arn)
                .map(found ->
                        found.orElseThrow(() -> new RefusedException(Refusals.noSuchPolicy(arn))))
                .chain(document ->
                        query(HOLDERS, call, arn)
                                .chain(holders -> withMembers(call, holders))
                                .map(users -> new Subject(open(List.of(document)), users)));
    }

    private Uni<Subject> ofPrincipal(Call call, String arn) {
        return principal(call, arn)
                .map(found ->
                        found.orElseThrow(() ->
                                new RefusedException(
                                        Refusals.noSuchPrincipal(kind(arn), name(arn)))))
                .chain(row ->
                        holdings.of(row)
                                .chain(held ->
                                        withMembers(call, List.of(row))
                                                .map(users ->
                                                        new Subject(
                                                                open(
                                                                        held.stream()
                                                                                .map(one ->
                                                                                        one
                                                                                                .document())
                                                                                .toList()),
                                                                users))));
    }

    private Uni<Optional<PrincipalRow>> principal(Call call, String arn) {
        return directory
                .row(call.account(), kind(arn), name(arn))
                .map(found -> found.filter(row -> row.known().arn().toString().equals(arn)));
    }

    private static PrincipalKind kind(String arn) {
        String resource = arn.substring(arn.lastIndexOf(':') + 1);
        return PrincipalKind.parse(resource.substring(0, resource.indexOf('/')));
    }

    private static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** Groups are replaced by their members. */
    private Uni<List<PrincipalRow>> withMembers(Call call, List<PrincipalRow> holders) {
        Uni<List<PrincipalRow>> all =
                Uni.createFrom().item(holders.stream().filter(row -> !isGroup(row)).toList());
        for (PrincipalRow group : holders) {
            if (isGroup(group)) {
                all =
                        all.chain(before ->
                                query(MEMBERS, call, "%\"" + group.id + "\"%")
                                        .map(members -> joined(before, members)));
            }
        }
        return all;
    }

    private static boolean isGroup(PrincipalRow row) {
        return row.kind.equals(PrincipalKind.GROUP.wire());
    }

    private static List<PrincipalRow> joined(
            List<PrincipalRow> before, List<PrincipalRow> members) {
        Set<String> known = new TreeSet<>();
        before.forEach(row -> known.add(row.id));
        List<PrincipalRow> joined = new ArrayList<>(before);
        members.stream().filter(row -> known.add(row.id)).forEach(joined::add);
        return List.copyOf(joined);
    }

    private static Uni<List<PrincipalRow>> query(String hql, Call call, String parameter) {
        return Panache.withSession(() ->
                Panache.getSession()
                        .chain(session ->
                                session.createQuery(hql + " order by p.id", PrincipalRow.class)
                                        .setParameter(1, call.account().digits())
                                        .setParameter(2, parameter)
                                        .getResultList()));
    }

    /** A policy that opens everything opens the services that the others name. */
    private static List<String> open(List<String> documents) {
        Set<String> open = new TreeSet<>();
        documents.forEach(document -> open.addAll(GrantedServices.of(document).named()));
        return List.copyOf(open);
    }

    static RefusedException invalid(String arn) {
        return RefusedException.of(ErrorCode.INVALID_INPUT, "ARN %s is not valid.".formatted(arn));
    }
}
