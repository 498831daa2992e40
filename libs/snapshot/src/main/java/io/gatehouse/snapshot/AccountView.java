package io.gatehouse.snapshot;

import io.gatehouse.contracts.FactReader.Reading.Accepted;
import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.model.LogName;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policy.decision.ResourcePattern;

import java.util.List;

/**
 * One account (or {@code aws}) in one view: its tables and how fresh they are. Immutable but for
 * {@code resolved}, which remembers what readers worked out and is dropped with the view.
 */
record AccountView(
        PolicyOwner owner,
        IdentityTables identity,
        PolicyTables policy,
        LogStatus identityStatus,
        LogStatus policyStatus,
        List<String> identityPast,
        List<String> policyPast,
        ResolvedSets resolved) {

    static AccountView empty(PolicyOwner owner) {
        return new AccountView(
                owner,
                IdentityTables.EMPTY,
                PolicyTables.EMPTY,
                LogStatus.ABSENT,
                LogStatus.ABSENT,
                List.of(),
                List.of(),
                new ResolvedSets());
    }

    LogStatus status(LogName log) {
        return switch (log) {
            case IDENTITY -> identityStatus;
            case POLICY -> policyStatus;
        };
    }

    List<String> pastEpochs(LogName log) {
        return switch (log) {
            case IDENTITY -> identityPast;
            case POLICY -> policyPast;
        };
    }

    AccountView with(LogName log, LogStatus status) {
        return switch (log) {
            case IDENTITY ->
                    new AccountView(
                            owner,
                            identity,
                            policy,
                            status,
                            policyStatus,
                            identityPast,
                            policyPast,
                            resolved);
            case POLICY ->
                    new AccountView(
                            owner,
                            identity,
                            policy,
                            identityStatus,
                            status,
                            identityPast,
                            policyPast,
                            resolved);
        };
    }

    AccountView with(Batch batch) {
        return switch (batch.position().log()) {
            case IDENTITY -> {
                List<Fact> facts = batch.facts().stream().map(Accepted::fact).toList();
                IdentityTables changed =
                        batch.replaces() ? IdentityTables.of(facts) : identity.withAll(facts);
                yield new AccountView(
                        owner,
                        changed,
                        policy,
                        new LogStatus.Current(batch.position()),
                        policyStatus,
                        batch.pastEpochs(),
                        policyPast,
                        resolved);
            }
            case POLICY -> {
                PolicyTables changed = batch.replaces() ? PolicyTables.EMPTY : policy;
                for (var accepted : batch.facts()) {
                    changed = changed.with(accepted.fact());
                }
                yield new AccountView(
                        owner,
                        identity,
                        changed,
                        identityStatus,
                        new LogStatus.Current(batch.position()),
                        identityPast,
                        batch.pastEpochs(),
                        batch.replaces() ? new ResolvedSets() : resolved.after(changed));
            }
        };
    }

    /** Whether the entity of a record key is here. */
    boolean holds(String key) {
        String kind = key.substring(0, key.indexOf('/'));
        String id = key.substring(key.lastIndexOf('/') + 1);
        return switch (kind) {
            case "account" -> identity.hasAccount();
            case "user" -> identity.users().has(id);
            case "role" -> identity.roles().has(id);
            case "group" -> identity.groups().has(id);
            case "managed-policy" -> policy.managed().has(id);
            case "principal-policies" -> policy.principals().has(id);
            case "guardrails" -> policy.guardrails() != null;
            case "resource-policy" -> policy.resources().has(id);
            default -> false;
        };
    }

    /** Whether the tables have a place for the fact's body: the pattern of a resource is one. */
    static boolean understands(Fact fact) {
        if (!fact.hasResourcePolicy() || fact.getDeleted()) {
            return true;
        }
        try {
            ResourcePattern.of(fact.getResourcePolicy().getResourcePattern());
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
