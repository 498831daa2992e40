package io.gatehouse.authz.caller;

import jakarta.enterprise.context.RequestScoped;

import org.jspecify.annotations.Nullable;

/** Who asks in the present REST request. */
@RequestScoped
public class RestAsker {

    private @Nullable Asker asker;

    /** For handlers, before they give up the request's thread. */
    public Asker current() {
        Asker admitted = asker;
        if (admitted == null) {
            throw new IllegalStateException("nobody was admitted");
        }
        return admitted;
    }

    void admitted(Asker admitted) {
        asker = admitted;
    }
}
