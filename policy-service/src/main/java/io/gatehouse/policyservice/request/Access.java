package io.gatehouse.policyservice.request;

import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.guard.Admission;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.ActionName;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Asks the guard about an action of IAM, and goes on where the request was being served: the answer
 * comes on a thread of its transport, and sessions of the read model want the request's own
 * context.
 */
@ApplicationScoped
public class Access {

    private final Guard guard;

    Access(Guard guard) {
        this.guard = guard;
    }

    /** As {@link Guard#require}, for {@code iam:<action>}. */
    public Uni<Admission> require(Call call, String action, String resource, ContextKeys keys) {
        return HomeContext.here(guard.require(call, new ActionName("iam", action), resource, keys));
    }
}
