package io.gatehouse.policyservice.service;

import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.Caller;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.PolicyOwner;
import io.gatehouse.policyservice.directory.Directory;
import io.gatehouse.policyservice.request.Access;
import io.gatehouse.policyservice.request.Permit;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Who may import: into its own account whom {@code gatehouse:Import} is allowed; into other
 * accounts and into {@code aws} the root of the first account alone.
 */
@ApplicationScoped
class ImportAccess {

    private static final ActionName IMPORT = new ActionName("gatehouse", "Import");

    private final Access access;
    private final Directory directory;

    ImportAccess(Access access, Directory directory) {
        this.access = access;
        this.directory = directory;
    }

    Uni<Permit> require(Call call, PolicyOwner owner) {
        String resource = "arn:aws:gatehouse:::account/" + owner.text();
        Uni<Permit> asked = access.require(call, IMPORT, resource, ContextKeys.none());
        return owner.equals(call.account())
                ? asked
                : directory
                        .reached(call, call.account())
                        .chain(() -> directory.isFirst(call.account()))
                        .invoke(first -> {
                            if (!first || !(call.caller() instanceof Caller.Root)) {
                                throw access.denied(call, IMPORT, resource, denial(call, resource));
                            }
                        })
                        .chain(() -> asked);
    }

    private static String denial(Call call, String resource) {
        return "User: %s is not authorized to perform: gatehouse:Import on resource: %s because only the root of the first account may"
                .formatted(call.caller().arn(), resource);
    }
}
