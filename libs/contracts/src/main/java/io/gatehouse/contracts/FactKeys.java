package io.gatehouse.contracts;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.model.PolicyOwner;

import java.util.Optional;

/**
 * The record keys of the facts topics: {@code <kind>/<account>/<id>}, or {@code <kind>/<account>}
 * where an account has one only. Compaction keeps the last record of each key.
 */
public final class FactKeys {

    private static final String HEARTBEAT = "heartbeat/";

    private FactKeys() {}

    /** The key of a fact, from its body. */
    public static String of(Fact fact) {
        String account = fact.getAccount();
        return switch (fact.getBodyCase()) {
            case HEAD -> head(account);
            case ACCOUNT_FACT -> "account/" + account;
            case USER -> entity("user", account, fact.getUser().getId());
            case GROUP -> entity("group", account, fact.getGroup().getId());
            case ROLE -> entity("role", account, fact.getRole().getId());
            case MANAGED_POLICY ->
                    entity("managed-policy", account, fact.getManagedPolicy().getId());
            case PRINCIPAL_POLICIES ->
                    entity(
                            "principal-policies",
                            account,
                            fact.getPrincipalPolicies().getPrincipalId());
            case RESOURCE_POLICY ->
                    entity("resource-policy", account, fact.getResourcePolicy().getId());
            case GUARDRAILS -> "guardrails/" + account;
            case BODY_NOT_SET -> throw new IllegalArgumentException("a fact has a body");
        };
    }

    /** The key of the record that gives an account's latest number. */
    public static String head(String account) {
        return "head/" + account;
    }

    /** The key of a partition's heartbeat. */
    public static String heartbeat(int partition) {
        return HEARTBEAT + partition;
    }

    static boolean isHeartbeat(String key) {
        return key.startsWith(HEARTBEAT);
    }

    /** The account that a key names; empty when it names none. */
    static Optional<PolicyOwner> owner(String key) {
        int start = key.indexOf('/') + 1;
        int end = key.indexOf('/', start);
        String account = key.substring(start, end < 0 ? key.length() : end);
        try {
            return start == 0 ? Optional.empty() : Optional.of(PolicyOwner.parse(account));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String entity(String kind, String account, String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a %s fact has an id".formatted(kind));
        }
        return kind + '/' + account + '/' + id;
    }
}
