package io.gatehouse.policyservice.guardrail;

import io.gatehouse.policyservice.guardrail.GuardrailsEvent.GuardrailsRemoved;
import io.gatehouse.policyservice.guardrail.GuardrailsEvent.GuardrailsSet;
import io.gatehouse.policyservice.value.CorruptStreamException;

/** Whether an account is bound; that may come and go. */
public sealed interface Binding {

    Binding FREE = new Free();

    record Free() implements Binding {}

    record Bound(Guardrails guardrails) implements Binding {}

    /** The state after the event; one that cannot have happened throws CorruptStreamException. */
    static Binding evolve(Binding binding, GuardrailsEvent event) {
        return switch (event) {
            case GuardrailsSet(var guardrails) -> new Bound(guardrails);
            case GuardrailsRemoved _ ->
                    switch (binding) {
                        case Bound _ -> FREE;
                        case Free _ -> throw new CorruptStreamException(binding, event);
                    };
        };
    }
}
