package io.gatehouse.policyservice.guardrail;

import static io.gatehouse.policyservice.value.Decision.accept;
import static io.gatehouse.policyservice.value.Decision.refuse;
import static io.gatehouse.policyservice.value.Refusals.quota;

import io.gatehouse.model.ErrorCode;
import io.gatehouse.policyservice.guardrail.Binding.Bound;
import io.gatehouse.policyservice.guardrail.Binding.Free;
import io.gatehouse.policyservice.guardrail.GuardrailsCommand.DeleteGuardrails;
import io.gatehouse.policyservice.guardrail.GuardrailsCommand.PutGuardrails;
import io.gatehouse.policyservice.guardrail.GuardrailsEvent.GuardrailsRemoved;
import io.gatehouse.policyservice.guardrail.GuardrailsEvent.GuardrailsSet;
import io.gatehouse.policyservice.value.Decision;
import io.gatehouse.policyservice.value.Quotas;

/** The rules of guardrails: state and command in, events or a refusal out. */
public final class GuardrailsDecider {

    private GuardrailsDecider() {}

    public static Decision<GuardrailsEvent> decide(
            Binding binding, GuardrailsCommand command, Quotas quotas) {
        return switch (command) {
            case PutGuardrails(var wanted) ->
                    switch (binding) {
                        case Bound(var present) when present.equals(wanted) -> accept();
                        case Bound _, Free _ -> set(wanted, quotas);
                    };
            case DeleteGuardrails _ ->
                    switch (binding) {
                        case Bound _ -> accept(new GuardrailsRemoved());
                        case Free _ ->
                                refuse(ErrorCode.NO_SUCH_ENTITY, "The account has no guardrails.");
                    };
        };
    }

    private static Decision<GuardrailsEvent> set(Guardrails wanted, Quotas quotas) {
        return wanted.largest() > quotas.guardrailSize()
                ? quota("GuardrailPolicySize", quotas.guardrailSize())
                : accept(new GuardrailsSet(wanted));
    }
}
