package io.gatehouse.identity.log;

import io.gatehouse.kit.audit.Reads;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.Admission;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * The guard of every action; what it refuses is kept as an attempt, reads that it permits are told.
 */
@ApplicationScoped
public class Gate {

    private final Guard guard;
    private final Attempts attempts;

    Gate(Guard guard, Attempts attempts) {
        this.guard = guard;
        this.attempts = attempts;
    }

    /**
     * Answers the origin of a command that follows; fails with RefusedException as {@link Guard}
     * does.
     *
     * @param action of IAM, such as {@code CreateUser}
     */
    public Uni<Origin> require(Call call, String action, Object resource, ContextKeys keys) {
        return require(call, new ActionName("iam", action), resource, keys);
    }

    /**
     * The same, where the account itself may have opened the action to the caller.
     *
     * @param open whether nothing but an explicit deny refuses
     */
    public Uni<Origin> require(
            Call call, String action, Object resource, ContextKeys keys, boolean open) {
        return open
                ? require(
                        call,
                        new ActionName("iam", action),
                        resource,
                        guard.requireUndenied(
                                call, new ActionName("iam", action), resource.toString(), keys))
                : require(call, action, resource, keys);
    }

    public Uni<Origin> require(Call call, ActionName action, Object resource, ContextKeys keys) {
        return require(
                call, action, resource, guard.require(call, action, resource.toString(), keys));
    }

    private Uni<Origin> require(
            Call call, ActionName action, Object resource, Uni<Admission> asked) {
        Origin origin = Origin.of(call, action, resource);
        return asked.map(origin::admitted)
                .invoke(() -> {
                    if (Reads.includes(action)) {
                        attempts.allowed(origin);
                    }
                })
                .onFailure(RefusedException.class)
                .invoke(failure -> keep(call, action, resource, failure));
    }

    private void keep(Call call, ActionName action, Object resource, Throwable failure) {
        if (failure instanceof RefusedException refused
                && refused.refusal().code() == ErrorCode.ACCESS_DENIED) {
            attempts.refused(Origin.of(call, action, resource), refused.refusal());
        }
    }
}
