package io.gatehouse.policyservice.guardrail;

import io.gatehouse.kit.call.Call;
import io.gatehouse.kit.call.RefusedException;
import io.gatehouse.kit.guard.ContextKeys;
import io.gatehouse.model.AccountId;
import io.gatehouse.model.ActionName;
import io.gatehouse.model.ErrorCode;
import io.gatehouse.policyservice.directory.Directory;
import io.gatehouse.policyservice.request.Access;
import io.gatehouse.policyservice.request.Permit;
import io.smallrye.mutiny.Uni;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Who may see and set guardrails: the root of the first account and whom it permits. The first
 * account itself is bound by none (SEMANTICS 6.3).
 */
@ApplicationScoped
class GuardrailAccess {

    private final Access access;
    private final Directory directory;

    GuardrailAccess(Access access, Directory directory) {
        this.access = access;
        this.directory = directory;
    }

    Uni<Permit> require(Call call, String action, AccountId target) {
        ActionName name = new ActionName("gatehouse", action);
        String resource = "arn:aws:gatehouse:::account/" + target.digits();
        return directory
                .reached(call, call.account())
                .chain(() -> directory.isFirst(call.account()))
                .invoke(first -> {
                    if (!first) {
                        throw access.denied(
                                call,
                                name,
                                resource,
                                "User: %s is not authorized to perform: gatehouse:%s on resource: %s because only the first account may"
                                        .formatted(call.caller().arn(), action, resource));
                    }
                })
                .chain(() -> access.require(call, name, resource, ContextKeys.none()))
                .invoke(() -> requireOther(call, target))
                .call(() -> directory.requireAccount(target));
    }

    private static void requireOther(Call call, AccountId target) {
        if (target.equals(call.account())) {
            throw RefusedException.of(
                    ErrorCode.INVALID_INPUT,
                    "guardrails do not bind the first account, %s".formatted(target));
        }
    }
}
