package io.gatehouse.policy.decision;

import io.gatehouse.model.AccountId;

import org.jspecify.annotations.Nullable;

/** The context keys that follow from whose resource it is (SEMANTICS 5). */
public final class ResourceKeys {

    /** {@code aws:ResourceAccount}. */
    public static final String ACCOUNT = "aws:ResourceAccount";

    private ResourceKeys() {}

    /** Adds {@code aws:ResourceAccount} where the owner is known; a key that is there stays. */
    public static void supply(@Nullable AccountId owner, RequestContext.Builder context) {
        if (owner != null) {
            context.putIfAbsent(ACCOUNT, owner.digits());
        }
    }
}
