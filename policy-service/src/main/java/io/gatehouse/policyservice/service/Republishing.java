package io.gatehouse.policyservice.service;

import io.gatehouse.contracts.facts.v1.AttachedPolicy;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.InlinePolicy;
import io.gatehouse.contracts.facts.v1.ManagedPolicyFact;
import io.gatehouse.contracts.facts.v1.PrincipalPoliciesFact;
import io.gatehouse.contracts.facts.v1.ResourcePolicyFact;
import io.gatehouse.eventstore.CommitPosition;
import io.gatehouse.eventstore.LogEpochs;
import io.gatehouse.eventstore.OutboxRecord;
import io.gatehouse.eventstore.Republication;
import io.gatehouse.model.LogName;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policyservice.guardrail.Binding;
import io.gatehouse.policyservice.guardrail.GuardrailFacts;
import io.gatehouse.policyservice.guardrail.GuardrailRows;
import io.gatehouse.policyservice.log.PolicyLog;
import io.gatehouse.policyservice.managedpolicy.VersionNumber;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Publishes all present facts of owners again, from the rows for reading, which are written in the
 * transactions of the events and so say the same.
 */
@ApplicationScoped
class Republishing {

    private static final String POLICIES =
            """
            select p.id, p.arn, p.default_version, v.document
            from managed_policy p
            join managed_policy_version v on v.policy_id = p.id and v.number = p.default_version
            where p.owner = $1
            order by p.id
            """;

    private static final String ATTACHED =
            """
            select principal_id, policy_id, policy_arn from attached_policy
            where account = $1
            order by principal_id, policy_arn
            """;

    private static final String INLINE =
            """
            select principal_id, name, document from inline_policy
            where account = $1
            order by principal_id, name
            """;

    private static final String RESOURCE_POLICIES =
            "select id, pattern, document from resource_policy where account = $1 order by id";
    private static final String GUARDRAILS = "select levels from guardrails where account = $1";

    private final PolicyLog log;
    private final Republication republication;
    private final LogEpochs epochs;

    Republishing(Pool pool, PolicyLog log) {
        this.log = log;
        this.epochs = new LogEpochs(pool);
        this.republication = new Republication(pool, LogName.POLICY, this::records);
    }

    /** How much was put into the outbox. */
    record Done(int owners, long facts) {
        Done and(int more) {
            return more == 0 ? this : new Done(owners + 1, facts + more);
        }
    }

    /** These owners; none named: all of them. */
    Uni<Done> republish(List<PolicyOwner> owners) {
        return owners.isEmpty() ? republication.owners().chain(this::each) : each(owners);
    }

    /** Begins a new epoch and publishes everything in it, as after a restore from a backup. */
    Uni<Done> republishInNewEpoch() {
        return epochs.begin(UUID.randomUUID().toString(), "asked for by an operator")
                .chain(this::republishPending);
    }

    /** Whoever was not published whole since the present epoch began. */
    Uni<Done> republishPending() {
        return republication.pending().chain(this::each);
    }

    private Uni<Done> each(List<PolicyOwner> owners) {
        Uni<Done> all = Uni.createFrom().item(new Done(0, 0));
        for (PolicyOwner owner : owners) {
            all =
                    all.chain(done ->
                            republication
                                    .republish(owner, UUID.randomUUID().toString())
                                    .map(done::and));
        }
        return all;
    }

    private Uni<List<OutboxRecord>> records(SqlClient sql, CommitPosition at) {
        String owner = at.position().owner().text();
        List<Fact.Builder> bodies = new ArrayList<>();
        Map<String, PrincipalPoliciesFact.Builder> principals = new LinkedHashMap<>();
        return rows(sql, POLICIES, owner, row -> bodies.add(policy(row)))
                .chain(() -> rows(sql, ATTACHED, owner, row -> attached(principals, row)))
                .chain(() -> rows(sql, INLINE, owner, row -> inline(principals, row)))
                .chain(() -> rows(sql, RESOURCE_POLICIES, owner, row -> bodies.add(resource(row))))
                .chain(() -> rows(sql, GUARDRAILS, owner, row -> bodies.add(guardrails(row))))
                .map(_ -> {
                    principals
                            .values()
                            .forEach(body ->
                                    bodies.add(Fact.newBuilder().setPrincipalPolicies(body)));
                    return log.republication(at, bodies);
                });
    }

    private static Uni<Void> rows(SqlClient sql, String query, String owner, Consumer<Row> each) {
        return sql.preparedQuery(query)
                .execute(Tuple.of(owner))
                .invoke(rows -> rows.forEach(each))
                .replaceWithVoid();
    }

    private static Fact.Builder policy(Row row) {
        return Fact.newBuilder()
                .setManagedPolicy(
                        ManagedPolicyFact.newBuilder()
                                .setId(row.getString("id"))
                                .setArn(row.getString("arn"))
                                .setDefaultVersionId(
                                        new VersionNumber(row.getInteger("default_version")).text())
                                .setDocument(row.getString("document")));
    }

    private static Fact.Builder resource(Row row) {
        return Fact.newBuilder()
                .setResourcePolicy(
                        ResourcePolicyFact.newBuilder()
                                .setId(row.getString("id"))
                                .setResourcePattern(row.getString("pattern"))
                                .setDocument(row.getString("document")));
    }

    private static Fact.Builder guardrails(Row row) {
        return GuardrailFacts.fact(new Binding.Bound(GuardrailRows.read(row.getString("levels"))));
    }

    private static void attached(Map<String, PrincipalPoliciesFact.Builder> principals, Row row) {
        body(principals, row)
                .addAttached(
                        AttachedPolicy.newBuilder()
                                .setId(row.getString("policy_id"))
                                .setArn(row.getString("policy_arn")));
    }

    private static void inline(Map<String, PrincipalPoliciesFact.Builder> principals, Row row) {
        body(principals, row)
                .addInline(
                        InlinePolicy.newBuilder()
                                .setName(row.getString("name"))
                                .setDocument(row.getString("document")));
    }

    private static PrincipalPoliciesFact.Builder body(
            Map<String, PrincipalPoliciesFact.Builder> principals, Row row) {
        String id = row.getString("principal_id");
        return principals.computeIfAbsent(
                id, _ -> PrincipalPoliciesFact.newBuilder().setPrincipalId(id));
    }
}
