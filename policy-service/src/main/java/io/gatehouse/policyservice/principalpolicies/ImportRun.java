package io.gatehouse.policyservice.principalpolicies;

import io.gatehouse.eventstore.LockedLog;
import io.gatehouse.kit.call.Call;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.Revision;
import io.gatehouse.model.UniqueId;
import io.gatehouse.policyservice.directory.Directory;
import io.gatehouse.policyservice.directory.Directory.FoundAll;
import io.gatehouse.policyservice.directory.KnownPrincipal;
import io.gatehouse.policyservice.importing.ImportResult;
import io.gatehouse.policyservice.log.Asked;
import io.gatehouse.policyservice.log.Change;
import io.gatehouse.policyservice.log.PolicyLog;
import io.gatehouse.policyservice.log.QuotaSource;
import io.gatehouse.policyservice.log.Requests;
import io.gatehouse.policyservice.log.Requests.Done;
import io.gatehouse.policyservice.principalpolicies.ImportPlan.Named;
import io.gatehouse.policyservice.principalpolicies.ImportPlan.Wish;
import io.gatehouse.policyservice.request.Permit;
import io.gatehouse.policyservice.value.PrincipalKind;
import io.gatehouse.policyservice.value.Quotas;
import io.gatehouse.policyservice.value.Refusals;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Carries out an {@link ImportPlan}: names to principals, then commands. */
@ApplicationScoped
class ImportRun {

    private static final int PRINCIPALS_AT_ONCE = 50;

    private final Directory directory;
    private final PolicyLog log;
    private final QuotaSource quotas;

    ImportRun(Directory directory, PolicyLog log, QuotaSource quotas) {
        this.directory = directory;
        this.log = log;
        this.quotas = quotas;
    }

    /**
     * One result for each wish.
     *
     * @param seen positions that the facts must wait for, beyond identity's
     */
    Uni<List<ImportResult>> all(
            Call call, Permit permit, AccountId account, ImportPlan plan, Revision seen) {
        List<ImportResult> results = new ArrayList<>();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (PrincipalKind kind : PrincipalKind.values()) {
            List<Named> principals = plan.principals(kind);
            for (int from = 0; from < principals.size(); from += PRINCIPALS_AT_ONCE) {
                int to = Math.min(from + PRINCIPALS_AT_ONCE, principals.size());
                List<Named> some = principals.subList(from, to);
                all =
                        all.chain(() ->
                                some(call, permit, account, kind, some, plan, seen)
                                        .invoke(results::addAll)
                                        .replaceWithVoid());
            }
        }
        return all.map(_ -> List.copyOf(results));
    }

    private Uni<List<ImportResult>> some(
            Call call,
            Permit permit,
            AccountId account,
            PrincipalKind kind,
            List<Named> principals,
            ImportPlan plan,
            Revision seen) {
        List<String> names = principals.stream().map(Named::nameKey).toList();
        return directory
                .findAll(call, account, kind, names)
                .chain(found -> {
                    Asked asked = Requests.asked(call, permit, found.seen().and(seen));
                    return log.run(
                            account,
                            asked,
                            locked -> importAll(locked, account, principals, found, plan));
                })
                .map(result -> Done.of(result).answer());
    }

    private Uni<Change<List<ImportResult>>> importAll(
            LockedLog locked,
            AccountId account,
            List<Named> principals,
            FoundAll found,
            ImportPlan plan) {
        return quotas.of(locked.sql(), account)
                .chain(limits -> importAll(locked, account, principals, found, plan, limits));
    }

    private static Uni<Change<List<ImportResult>>> importAll(
            LockedLog locked,
            AccountId account,
            List<Named> principals,
            FoundAll found,
            ImportPlan plan,
            Quotas limits) {
        PrincipalBatch batch = new PrincipalBatch(limits);
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Named named : principals) {
            KnownPrincipal principal = found.byName().get(named.nameKey());
            List<Wish> wishes = plan.of(named);
            if (principal == null) {
                batch.refuse(wishes, Refusals.noSuchPrincipal(named.kind(), named.nameKey()));
                continue;
            }
            Subject subject = new Subject(principal.kind(), principal.id(), principal.name());
            all =
                    all.chain(() ->
                                    policies(locked, account, wishes)
                                            .chain(policies ->
                                                    LoadedPrincipal.load(locked, account, subject)
                                                            .invoke(loaded ->
                                                                    batch.take(
                                                                            loaded, wishes,
                                                                            policies))))
                            .replaceWithVoid();
        }
        return all.map(_ -> new Change.Made<>(batch.results(), batch.changes()));
    }

    /** Ids by ARN of those that may be attached: the account's own, and AWS-managed ones. */
    private static Uni<Map<String, UniqueId>> policies(
            LockedLog locked, AccountId account, List<Wish> wishes) {
        String[] arns =
                wishes.stream()
                        .filter(Wish.Attach.class::isInstance)
                        .map(wish -> ((Wish.Attach) wish).arn().toString())
                        .toArray(String[]::new);
        if (arns.length == 0) {
            return Uni.createFrom().item(Map.of());
        }
        return locked.sql()
                .preparedQuery(
                        """
                        select arn, id from managed_policy
                        where arn = any($1) and owner in ($2, 'aws')
                        """)
                .execute(Tuple.of(arns, account.digits()))
                .map(rows -> {
                    Map<String, UniqueId> byArn = new HashMap<>();
                    for (Row row : rows) {
                        byArn.put(row.getString("arn"), new UniqueId(row.getString("id")));
                    }
                    return byArn;
                });
    }
}
