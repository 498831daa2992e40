package io.gatehouse.policyservice.guardrail;

/** What can be asked of the guardrails of an account. */
public sealed interface GuardrailsCommand {

    record PutGuardrails(Guardrails guardrails) implements GuardrailsCommand {}

    record DeleteGuardrails() implements GuardrailsCommand {}
}
