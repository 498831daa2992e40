package io.gatehouse.policyservice.request;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import java.util.concurrent.Executor;

/** Brings the answer of a foreign transport back to the Vert.x context that asked. */
public final class HomeContext {

    private HomeContext() {}

    /** The same, emitted on the present context; outside of Vert.x, unchanged. */
    public static <T> Uni<T> here(Uni<T> answer) {
        return answer.emitOn(executor());
    }

    /** Runs on the present context; outside of Vert.x, at once. */
    public static Executor executor() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(_ -> task.run());
    }
}
