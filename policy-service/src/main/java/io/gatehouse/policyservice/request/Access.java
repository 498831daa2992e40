package io.gatehouse.policyservice.request;

import io.gatehouse.kit.audit.Attempt;
import io.gatehouse.kit.audit.Attempts;
import io.gatehouse.kit.audit.Reads;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Asks the guard about an action, keeps what it refuses as an attempt (ADR 53), tells the reads
 * that it permits (ADR 202), and goes on where the request was being served: the answer comes on a
 * thread of its transport, and sessions of the read model want the request's own context.
 */
@ApplicationScoped
public class Access {

    private final Guard guard;
    private final Attempts attempts;

    Access(Guard guard, Attempts attempts) {
        this.guard = guard;
        this.attempts = attempts;
    }

    /** As {@link Guard#require}, for {@code iam:<action>}. */
    public Uni<Permit> require(Call call, String action, String resource, ContextKeys keys) {
        return require(call, new ActionName("iam", action), resource, keys);
    }

    /** As {@link Guard#require}. */
    public Uni<Permit> require(Call call, ActionName action, String resource, ContextKeys keys) {
        Attempt attempt = Attempt.of(call, action.toString(), resource);
        return HomeContext.here(guard.require(call, action, resource, keys))
                .map(admission -> new Permit(admission, attempt))
                .invoke(() -> {
                    if (Reads.includes(action)) {
                        attempts.allowed(attempt);
                    }
                })
                .onFailure(RefusedException.class)
                .invoke(failure -> keep(attempt, failure));
    }

    /** Keeps a refusal that is not the guard's but speaks of permission, and throws it. */
    public RefusedException denied(Call call, ActionName action, String resource, String message) {
        RefusedException refused = RefusedException.of(ErrorCode.ACCESS_DENIED, message);
        keep(Attempt.of(call, action.toString(), resource), refused);
        return refused;
    }

    private void keep(Attempt attempt, Throwable failure) {
        if (failure instanceof RefusedException refused
                && refused.refusal().code() == ErrorCode.ACCESS_DENIED) {
            attempts.refused(attempt, refused.refusal());
        }
    }
}
