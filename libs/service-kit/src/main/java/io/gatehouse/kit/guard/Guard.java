package io.gatehouse.kit.guard;

import io.gatehouse.kit.call.Call;
import io.gatehouse.model.ActionName;
import io.smallrye.mutiny.Uni;

/**
 * May the caller? Every management action asks before it does anything (DESIGN 4). Safe for all
 * threads.
 */
public interface Guard {

    /** The resource of an action that has none: a listing, say. */
    String NO_RESOURCE = "*";

    /**
     * Answers how the caller was admitted, or fails with RefusedException: AccessDenied with AWS's
     * sentence and the reason, or ServiceUnavailable when nobody can say. Never admits on an error.
     *
     * <p>The decision is at least as fresh as the call's heads. Heads not reached within two
     * seconds: decided by the snapshot at hand while it lags less than {@code
     * management.max-staleness}, and {@link Admission#behindHeads()} says so.
     *
     * @param resource an ARN, or {@link #NO_RESOURCE}
     * @param keys what this action adds to the request's context; the common keys (source address,
     *     transport, user agent, time) are added here
     */
    Uni<Admission> require(Call call, ActionName action, String resource, ContextKeys keys);

    /**
     * As {@link #require}, for what something else than a policy has already opened to the caller
     * (an account lets its users change their passwords): only an explicit deny refuses.
     */
    default Uni<Admission> requireUndenied(
            Call call, ActionName action, String resource, ContextKeys keys) {
        return require(call, action, resource, keys);
    }
}
