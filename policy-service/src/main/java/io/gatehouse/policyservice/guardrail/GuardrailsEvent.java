package io.gatehouse.policyservice.guardrail;

/** What can have happened to the guardrails of an account. */
public sealed interface GuardrailsEvent {

    /** These bind from now on, in place of whatever bound before. */
    record GuardrailsSet(Guardrails guardrails) implements GuardrailsEvent {}

    record GuardrailsRemoved() implements GuardrailsEvent {}
}
