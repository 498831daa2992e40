package io.gatehouse.identity.account;

import io.gatehouse.identity.log.Gate;
import io.gatehouse.identity.log.Origin;
import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;

import jakarta.enterprise.context.ApplicationScoped;

import java.util.Optional;

/** What only the first account's root may ask for, and whom of its account it permits. */
@ApplicationScoped
class OfFirstAccount {

    private final Gate gate;
    private final Pool database;

    OfFirstAccount(Gate gate, Pool database) {
        this.gate = gate;
        this.database = database;
    }

    /**
     * Fails with AccessDenied for everybody else.
     *
     * @param action of Gatehouse, such as {@code CreateAccount}
     */
    Uni<Origin> require(Call call, String action, Object resource) {
        return AccountView.first(database)
                .chain(first -> {
                    if (!first.equals(Optional.of(call.account()))) {
                        throw RefusedException.of(
                                ErrorCode.ACCESS_DENIED,
                                "Only the first account may ask for this.");
                    }
                    return gate.require(
                            call,
                            new ActionName("gatehouse", action),
                            resource,
                            ContextKeys.none());
                });
    }
}
