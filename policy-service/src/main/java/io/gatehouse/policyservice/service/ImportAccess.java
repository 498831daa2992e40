package io.gatehouse.policyservice.service;

import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.Admission;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.kit.guard.Guard;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policyservice.directory.Directory;
import io.gatehouse.policyservice.request.HomeContext;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Who may import: into its own account whom {@code gatehouse:Import} is allowed; into other
 * accounts and into {@code aws} the root of the first account alone.
 */
@ApplicationScoped
class ImportAccess {

    private static final ActionName IMPORT = new ActionName("gatehouse", "Import");

    private final Guard guard;
    private final Directory directory;

    ImportAccess(Guard guard, Directory directory) {
        this.guard = guard;
        this.directory = directory;
    }

    Uni<Admission> require(Call call, PolicyOwner owner) {
        Uni<Admission> asked =
                HomeContext.here(
                        guard.require(
                                call,
                                IMPORT,
                                "arn:aws:gatehouse:::account/" + owner.text(),
                                ContextKeys.none()));
        return owner.equals(call.account())
                ? asked
                : directory
                        .reached(call, call.account())
                        .chain(() -> directory.isFirst(call.account()))
                        .invoke(first -> {
                            if (!first || !(call.caller() instanceof Caller.Root)) {
                                throw denied(call, owner);
                            }
                        })
                        .chain(() -> asked);
    }

    private static RefusedException denied(Call call, PolicyOwner owner) {
        return RefusedException.of(
                ErrorCode.ACCESS_DENIED,
                ("User: %s is not authorized to perform: gatehouse:Import on resource:"
                                + " arn:aws:gatehouse:::account/%s because only the root of the"
                                + " first account may")
                        .formatted(call.caller().arn(), owner.text()));
    }
}
