package io.gatehouse.policyservice.guardrail;

import io.gatehouse.contracts.facts.v1.Fact;
import io.gatehouse.contracts.facts.v1.GuardrailLevel;
import io.gatehouse.contracts.facts.v1.GuardrailsFact;
import io.gatehouse.contracts.facts.v1.InlinePolicy;
import io.gatehouse.policyservice.guardrail.Guardrails.Level;
import io.gatehouse.policyservice.guardrail.Guardrails.NamedPolicy;

/** Guardrails as authz-service knows them. */
public final class GuardrailFacts {

    /** Attached to every level and to be detached by nobody: resource control only denies. */
    private static final InlinePolicy FULL_ACCESS =
            InlinePolicy.newBuilder()
                    .setName("RCPFullAWSAccess")
                    .setDocument(
                            """
                            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",\
                            "Action":"*","Resource":"*"}]}\
                            """)
                    .build();

    private GuardrailFacts() {}

    public static Fact.Builder fact(Binding binding) {
        return switch (binding) {
            case Binding.Bound(var guardrails) -> Fact.newBuilder().setGuardrails(body(guardrails));
            case Binding.Free _ ->
                    Fact.newBuilder()
                            .setDeleted(true)
                            .setGuardrails(GuardrailsFact.getDefaultInstance());
        };
    }

    private static GuardrailsFact.Builder body(Guardrails guardrails) {
        GuardrailsFact.Builder body = GuardrailsFact.newBuilder();
        guardrails.serviceControl().forEach(level -> body.addServiceControlLevels(of(level)));
        guardrails
                .resourceControl()
                .forEach(
                        level -> body.addResourceControlLevels(of(level).addPolicies(FULL_ACCESS)));
        return body;
    }

    private static GuardrailLevel.Builder of(Level level) {
        GuardrailLevel.Builder one = GuardrailLevel.newBuilder().setName(level.name());
        for (NamedPolicy policy : level.policies()) {
            one.addPolicies(
                    InlinePolicy.newBuilder()
                            .setName(policy.name().text())
                            .setDocument(policy.document().json()));
        }
        return one;
    }
}
