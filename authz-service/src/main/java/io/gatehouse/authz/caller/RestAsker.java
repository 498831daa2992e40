package io.gatehouse.authz.caller;

import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.RequestScoped;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/** Who asks in the present REST request. */
@RequestScoped
public class RestAsker {

    private @Nullable Function<byte[], Uni<Asker>> known;

    /**
     * For handlers, before they give up the request's thread.
     *
     * @return fails with {@link NotAdmittedException} for a caller who shows an internal token that
     *     is not good for this body
     */
    public Uni<Asker> of(byte[] body) {
        Function<byte[], Uni<Asker>> asker = known;
        if (asker == null) {
            throw new IllegalStateException("nobody was admitted");
        }
        return asker.apply(body);
    }

    void admitted(Asker admitted) {
        known = _ -> Uni.createFrom().item(admitted);
    }

    void pending(Function<byte[], Uni<Asker>> byBody) {
        known = byBody;
    }
}
