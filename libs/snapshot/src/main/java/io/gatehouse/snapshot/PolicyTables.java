package io.gatehouse.snapshot;

import io.gatehouse.contracts.facts.v1.AttachedPolicy;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.GuardrailLevel;
import io.gatehouse.contracts.facts.v1.GuardrailsFact;
import io.gatehouse.contracts.facts.v1.InlinePolicy;
import io.gatehouse.contracts.facts.v1.ManagedPolicyFact;
import io.gatehouse.contracts.facts.v1.PrincipalPoliciesFact;
import io.gatehouse.contracts.facts.v1.ResourcePolicyFact;
import io.gatehouse.policy.decision.ResourcePattern;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What is written in one account: policies, and what hangs on whom. Immutable: applying a fact
 * gives another one that shares nearly everything.
 */
record PolicyTables(
        PersistentMap<String, ManagedRow> managed,
        PersistentMap<String, String> managedArns,
        PersistentMap<String, PrincipalRow> principals,
        @Nullable GuardrailRows guardrails,
        PersistentMap<String, ResourceRow> resources) {

    static final PolicyTables EMPTY =
            new PolicyTables(
                    PersistentMap.empty(),
                    PersistentMap.empty(),
                    PersistentMap.empty(),
                    null,
                    PersistentMap.empty());

    record ManagedRow(String id, String arn, String version, String document) {}

    record AttachedRow(String arn, String id) {}

    record InlineRow(String name, String document) {}

    /** A policy that is registered for the resources that a pattern covers. */
    record ResourceRow(String id, ResourcePattern pattern, String document) {}

    record PrincipalRow(List<AttachedRow> attached, List<InlineRow> inline) {}

    record GuardrailRows(
            List<List<InlineRow>> serviceControl, List<List<InlineRow>> resourceControl) {}

    PolicyTables with(Fact fact) {
        return switch (fact.getBodyCase()) {
            case MANAGED_POLICY -> withManaged(fact.getManagedPolicy(), fact.getDeleted());
            case PRINCIPAL_POLICIES ->
                    withPrincipal(fact.getPrincipalPolicies(), fact.getDeleted());
            case GUARDRAILS ->
                    new PolicyTables(
                            managed,
                            managedArns,
                            principals,
                            fact.getDeleted() ? null : rows(fact.getGuardrails()),
                            resources);
            case RESOURCE_POLICY -> withResource(fact.getResourcePolicy(), fact.getDeleted());
            case HEAD, ACCOUNT_FACT, USER, GROUP, ROLE, BODY_NOT_SET -> this;
        };
    }

    @Nullable ManagedRow managedAt(String arn) {
        String id = managedArns.get(arn);
        return id == null ? null : managed.get(id);
    }

    private PolicyTables withManaged(ManagedPolicyFact fact, boolean isDeleted) {
        ManagedRow old = managed.get(fact.getId());
        PersistentMap<String, String> arns = managedArns;
        if (old != null && old.id.equals(arns.get(old.arn))) {
            arns = arns.without(old.arn);
        }
        if (isDeleted) {
            return new PolicyTables(
                    managed.without(fact.getId()), arns, principals, guardrails, resources);
        }
        ManagedRow row =
                new ManagedRow(
                        fact.getId(),
                        fact.getArn(),
                        fact.getDefaultVersionId(),
                        fact.getDocument());
        return new PolicyTables(
                managed.with(row.id, row),
                arns.with(row.arn, row.id),
                principals,
                guardrails,
                resources);
    }

    private PolicyTables withPrincipal(PrincipalPoliciesFact fact, boolean isDeleted) {
        boolean isEmpty = fact.getAttachedCount() == 0 && fact.getInlineCount() == 0;
        PersistentMap<String, PrincipalRow> changed =
                isDeleted || isEmpty
                        ? principals.without(fact.getPrincipalId())
                        : principals.with(fact.getPrincipalId(), row(fact));
        return new PolicyTables(managed, managedArns, changed, guardrails, resources);
    }

    private PolicyTables withResource(ResourcePolicyFact fact, boolean isDeleted) {
        PersistentMap<String, ResourceRow> changed =
                isDeleted
                        ? resources.without(fact.getId())
                        : resources.with(
                                fact.getId(),
                                new ResourceRow(
                                        fact.getId(),
                                        ResourcePattern.of(fact.getResourcePattern()),
                                        fact.getDocument()));
        return new PolicyTables(managed, managedArns, principals, guardrails, changed);
    }

    private static PrincipalRow row(PrincipalPoliciesFact fact) {
        return new PrincipalRow(
                fact.getAttachedList().stream().map(PolicyTables::attached).toList(),
                inline(fact.getInlineList()));
    }

    private static AttachedRow attached(AttachedPolicy policy) {
        return new AttachedRow(policy.getArn(), policy.getId());
    }

    private static List<InlineRow> inline(List<InlinePolicy> policies) {
        return policies.stream()
                .map(one -> new InlineRow(one.getName(), one.getDocument()))
                .toList();
    }

    private static GuardrailRows rows(GuardrailsFact fact) {
        return new GuardrailRows(
                levels(fact.getServiceControlLevelsList()),
                levels(fact.getResourceControlLevelsList()));
    }

    private static List<List<InlineRow>> levels(List<GuardrailLevel> levels) {
        return levels.stream().map(level -> inline(level.getPoliciesList())).toList();
    }
}
